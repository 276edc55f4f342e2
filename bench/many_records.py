"""A facility with very many archived records, made in the database itself: rows as the house writes them, without files."""

import asyncio
from datetime import datetime

from sqlalchemy import text

from domain.names import FacilityId, PersonId
from store.engine import Sessions

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh")
MIDDLE = ("Thị", "Văn", "Hữu", "Đức", "Ngọc", "Minh", "Thanh", "Xuân", "Kim", "Quang", "Thuỳ", "Bảo", "Công", "Đình", "Hoài", "Khánh")
GIVEN = (
    *("Hạnh", "Lan", "Hùng", "Mai", "Đức", "Thuỷ", "Nam", "Oanh", "Sơn", "Hương", "Dũng", "Hoa", "Linh", "Trang", "Tùng", "Yến", "Phúc"),
    *("Quân", "Thảo", "Vy", "Ánh", "Bình", "Cường", "Diễm", "Giang", "Hà", "Khoa", "Loan", "Nga", "Phát", "Quỳnh", "Tâm", "Uyên", "Vinh"),
)

PATIENTS = """
INSERT INTO patient (id, facility, code, citizen_id, temporary_code, name, birth, sex)
SELECT gen_random_uuid(), :facility, 'NB' || lpad(n::text, 8, '0'), lpad((33000000000 + n)::text, 12, '0'), NULL,
       (CAST(:family AS text[]))[1 + (hashint8(n) & 65535) % :families]
       || ' ' || (CAST(:middle AS text[]))[1 + (hashint8(n * 7) & 65535) % :middles]
       || ' ' || (CAST(:given AS text[]))[1 + (hashint8(n * 13) & 65535) % :givens]
       || ' ' || (CAST(:given AS text[]))[1 + (hashint8(n * 17) & 65535) % :givens],
       date '1930-01-01' + ((hashint8(n * 3) & 65535) % 29000), CASE WHEN n % 2 = 0 THEN 'female' ELSE 'male' END
FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
"""
RECORDS = """
INSERT INTO record (id, facility, code, patient, department, doctor, state, opened_at, discharged_at, archived_at, archive_sha256,
                    retention_class, retention_edition, keep_until, kind)
SELECT gen_random_uuid(), p.facility, 'HS' || substr(p.code, 3), p.id, d.id, :doctor, 'archived', came, came + interval '6 days',
       came + interval '9 days', encode(sha256(p.code::bytea), 'hex'), kept.class, 'TT 33/2025',
       make_date(extract(year FROM came)::int + kept.years, 12, 31), 'inpatient'
FROM (SELECT *, substr(code, 3)::bigint AS n FROM patient
      WHERE facility = :facility AND code LIKE 'NB%' AND substr(code, 3)::bigint BETWEEN :first AND :last) p
CROSS JOIN LATERAL (SELECT timestamptz '2006-01-01' + make_interval(days => ((hashint8(p.n * 5) & 65535) % 6900)) AS came) t
CROSS JOIN LATERAL (SELECT CASE WHEN p.n % 20 = 0 THEN 'death' WHEN p.n % 20 < 3 THEN 'special' ELSE 'ordinary' END AS class,
                           CASE WHEN p.n % 20 = 0 THEN 30 WHEN p.n % 20 < 3 THEN 20 ELSE 10 END AS years) kept
JOIN LATERAL (SELECT id FROM department WHERE facility = :facility
              ORDER BY id OFFSET (p.n % CAST(:departments AS bigint)) LIMIT 1) d ON true
"""
FIXITY = """
INSERT INTO fixity (record, facility, checked_at) SELECT r.id, r.facility, now() - make_interval(days => (random() * 80)::int)
FROM record r LEFT JOIN fixity f ON f.record = r.id WHERE r.facility = :facility AND r.state = 'archived' AND f.record IS NULL
"""
HOLDS = """
WITH chosen AS (SELECT r.id, r.code FROM record r WHERE r.facility = :facility AND r.code LIKE 'HS%' ORDER BY r.code LIMIT :number),
made AS (
  INSERT INTO hold (id, facility, case_kind, case_name, asked_by, paper, reason, scope, standing, found, placed_by, placed_at,
                    review_by)
  SELECT md5('hold' || code)::uuid, :facility, 'complaint', code, 'Thanh tra Sở Y tế', '', repeat('0', 64), 'record', false, 1, :doctor,
         now(), current_date + 300 FROM chosen ON CONFLICT DO NOTHING RETURNING id)
INSERT INTO hold_record (hold, record) SELECT md5('hold' || code)::uuid, id FROM chosen ON CONFLICT DO NOTHING
"""


async def grow(sessions: Sessions, facility: FacilityId, doctor: PersonId, have: int, want: int) -> None:
    """Makes the facility's generated records so many; `have` are there. Statistics are fresh afterwards."""
    async with sessions.begin() as session:
        departments = (await session.execute(text("SELECT count(*) FROM department WHERE facility = :f"), {"f": facility})).scalar_one()
        some = {"facility": facility, "first": have + 1, "last": want, "doctor": doctor, "departments": departments}
        names = {"family": list(FAMILY), "middle": list(MIDDLE), "given": list(GIVEN)}
        lengths = {"families": len(FAMILY), "middles": len(MIDDLE), "givens": len(GIVEN)}
        await session.execute(text(PATIENTS), some | names | lengths)
        await session.execute(text(RECORDS), some)
        await session.execute(text(FIXITY), some)


async def hold(sessions: Sessions, facility: FacilityId, doctor: PersonId, number: int) -> None:
    """So many records are held, each for a case of its own."""
    async with sessions.begin() as session:
        await session.execute(text(HOLDS), {"facility": facility, "doctor": doctor, "number": number})


async def settled(sessions: Sessions, since: datetime) -> None:
    """Waits until PostgreSQL has looked at the tables by itself, as it does within a minute: only their owner may ask it to."""
    looked = text("SELECT count(*) FROM pg_stat_user_tables WHERE relname IN ('patient', 'record', 'hold') AND last_autoanalyze > :since")
    async with sessions() as session:
        for _ in range(300):
            if (await session.execute(looked, {"since": since})).scalar_one() == 3:
                return
            await asyncio.sleep(1)
    raise TimeoutError("autovacuum")
