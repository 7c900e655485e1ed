"""Conversations, their messages and the choices offered in them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_sequence", sa.Integer, nullable=False),
        sa.CheckConstraint("state IN ('bot', 'queued', 'with_staff', 'closed')", name="known_state"),
    )
    op.create_index("conversations_created", "conversations", ["created"])
    op.create_table(
        "messages",
        sa.Column("conversation", sa.String(80), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sender", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sender IN ('family', 'assistant')", name="known_sender"),
    )
    op.create_table(
        "offered_choices",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("chosen", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["conversation", "sequence"], ["messages.conversation", "messages.sequence"]),
    )
    op.create_index("offered_choices_of_message", "offered_choices", ["conversation", "sequence"])


def downgrade() -> None:
    for table in ("offered_choices", "messages", "conversations"):
        op.drop_table(table)
