"""Messages that families let us keep to learn from, with names, places and contact details taken out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messages_to_learn_from",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("heard", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("led_to", sa.String(80)),
        sa.CheckConstraint("outcome IN ('left', 'clarified', 'rephrased')", name="known_outcome"),
    )
    op.create_index("messages_to_learn_from_day", "messages_to_learn_from", ["day"])


def downgrade() -> None:
    op.drop_table("messages_to_learn_from")
