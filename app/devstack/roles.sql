-- Roles and database of hsba, run by a superuser in any database; repeating it is harmless. `hsba` owns the tables and migrates them;
-- `hsba_app` is the application. Lines end in \gexec: each selects the statement to run, or nothing.
select 'create role hsba login' where not exists (select from pg_roles where rolname = 'hsba') \gexec
select 'create role hsba_app login' where not exists (select from pg_roles where rolname = 'hsba_app') \gexec
select 'create database hsba owner hsba template template0' where not exists (select from pg_database where datname = 'hsba') \gexec
