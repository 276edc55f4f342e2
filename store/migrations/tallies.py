"""What the database counts by itself, whoever changes milestones: those that are alike; each track's earliest open day and its version."""

COUNTED = "t.plan, m.code, m.due, m.state, m.claim IS DISTINCT FROM 'not_applicable', m.done_on - m.due"


def _changed(rows: str, n: int) -> str:
    return f"SELECT {COUNTED}, {n} FROM {rows} m JOIN track t ON t.id = m.track"


def _alone(rows: str) -> str:
    """Who changes milestones of a plan holds it until the end of the transaction: two would each wait for a count that the other holds."""
    return f"""PERFORM pg_advisory_xact_lock(hashtextextended(one.plan::text, 0)) FROM
      (SELECT DISTINCT t.plan FROM {rows} m JOIN track t ON t.id = m.track ORDER BY t.plan) AS one"""


def _tally(changes: str) -> str:
    return f"""INSERT INTO milestone_tally AS kept (plan, code, due, state, applies, late, n)
      SELECT plan, code, due, state, applies, late, sum(n) FROM ({changes}) AS changed (plan, code, due, state, applies, late, n)
      GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
      ON CONFLICT ON CONSTRAINT milestone_tally_key DO UPDATE SET n = kept.n + excluded.n"""


def _stands(rows: str) -> str:
    counted = "count(*) FILTER (WHERE m.state <> 'dropped') AS total, count(*) FILTER (WHERE m.state = 'accepted') AS accepted"
    return f"""UPDATE track SET next_due = found.due, total = found.total, accepted = found.accepted, version = version + 1 FROM
      (SELECT m.track, min(m.due) FILTER (WHERE m.state = 'open') AS due, {counted} FROM milestone m
       WHERE m.track IN (SELECT track FROM {rows}) GROUP BY m.track) AS found WHERE track.id = found.track"""


TALLIES = (
    f"""CREATE FUNCTION milestones_counted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        {_alone("after")}; {_tally(_changed("after", 1))}; {_stands("after")};
      ELSIF TG_OP = 'DELETE' THEN
        {_alone("before")}; {_tally(_changed("before", -1))}; {_stands("before")};
      ELSE
        {_alone("after")}; {_tally(_changed("before", -1) + " UNION ALL " + _changed("after", 1))}; {_stands("after")};
      END IF;
      RETURN NULL;
    END $$""",
    "CREATE TRIGGER milestones_added AFTER INSERT ON milestone REFERENCING NEW TABLE AS after"
    " FOR EACH STATEMENT EXECUTE FUNCTION milestones_counted()",
    "CREATE TRIGGER milestones_removed AFTER DELETE ON milestone REFERENCING OLD TABLE AS before"
    " FOR EACH STATEMENT EXECUTE FUNCTION milestones_counted()",
    "CREATE TRIGGER milestones_changed AFTER UPDATE ON milestone REFERENCING OLD TABLE AS before NEW TABLE AS after"
    " FOR EACH STATEMENT EXECUTE FUNCTION milestones_counted()",
)
