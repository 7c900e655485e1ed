"""The Local Offer: feeds, services, locations, terms and the full-text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# PostgreSQL's own unaccent() may not be used in a generated column; a fixed table of letters may.
ACCENTED = "áàâãäåçéèêëíìîïñóòôõöúùûüýÿÁÀÂÃÄÅÇÉÈÊËÍÌÎÏÑÓÒÔÕÖÚÙÛÜÝŸ"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyyAAAAAACEEEEIIIINOOOOOUUUUYY"
# The weight of each part: what a service is called counts most.
SEARCHED = {"name": "A", "keywords": "B", "organisation": "C", "description": "D"}


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.String(2000), nullable=False, unique=True),
        sa.Column("format", sa.String(40), nullable=False),
        sa.Column("authority", sa.String(3), index=True),
        sa.Column("licence", sa.String(200), nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("shrunk_at", sa.DateTime),
    )
    op.create_table(
        "services",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("feed_id", sa.Integer, sa.ForeignKey("feeds.id"), nullable=False),
        sa.Column("external_id", sa.String(200), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("keywords", sa.Text, nullable=False),
        sa.Column("organisation", sa.String(300), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("minimum_age", sa.Integer),
        sa.Column("maximum_age", sa.Integer),
        sa.Column("free", sa.Boolean),
        sa.Column("cost", sa.String(300), nullable=False),
        sa.Column("lowest_price_pence", sa.Integer),
        sa.Column("days", sa.String(20), nullable=False),
        sa.Column("needs_referral", sa.Boolean),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("assured_on", sa.Date),
        sa.Column("modified_at", sa.DateTime),
        sa.Column("imported_on", sa.Date, nullable=False),
        sa.Column("first_missing_on", sa.Date),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("feed_id", "external_id", name="uq_services_feed_external"),
    )
    op.create_table(
        "locations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("service_id", sa.Integer, sa.ForeignKey("services.id"), nullable=False, index=True),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("postcode", sa.String(8), nullable=False),
        sa.Column("latitude", sa.Float, index=True),
        sa.Column("longitude", sa.Float),
    )
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("service_id", sa.Integer, sa.ForeignKey("services.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(300), nullable=False, index=True),
        sa.Column("stated", sa.Boolean, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        _index_text_in_sqlite()
    else:
        _index_text_in_postgresql()


def _index_text_in_sqlite() -> None:
    columns = ", ".join(SEARCHED)
    old = ", ".join(f"old.{column}" for column in SEARCHED)
    new = ", ".join(f"new.{column}" for column in SEARCHED)
    forget = f"INSERT INTO service_text(service_text, rowid, {columns}) VALUES ('delete', old.id, {old});"  # noqa: S608
    learn = f"INSERT INTO service_text(rowid, {columns}) VALUES (new.id, {new});"  # noqa: S608
    op.execute(
        f"CREATE VIRTUAL TABLE service_text USING fts5({columns}, content='services', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    op.execute(f"CREATE TRIGGER services_learn AFTER INSERT ON services BEGIN {learn} END")
    op.execute(f"CREATE TRIGGER services_forget AFTER DELETE ON services BEGIN {forget} END")
    op.execute(f"CREATE TRIGGER services_relearn AFTER UPDATE OF {columns} ON services BEGIN {forget} {learn} END")


def _index_text_in_postgresql() -> None:
    vector = " || ".join(
        f"setweight(to_tsvector('english', translate({column}, '{ACCENTED}', '{PLAIN}')), '{weight}')"
        for column, weight in SEARCHED.items()
    )
    op.execute(f"ALTER TABLE services ADD COLUMN search_vector tsvector GENERATED ALWAYS AS ({vector}) STORED")
    op.execute("CREATE INDEX ix_services_search_vector ON services USING gin (search_vector)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("service_text")
    for table in ("terms", "locations", "services", "feeds"):
        op.drop_table(table)
