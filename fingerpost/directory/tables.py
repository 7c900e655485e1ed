"""The tables of the public directory: feeds, the services they list, their places and their terms."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, DateTime, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeMeta, registry, relationship

mapper_registry = registry()


class Base(metaclass=DeclarativeMeta):  # type: ignore[metaclass]
    """The base of all tables here, written so that it is right in SQLAlchemy 1.4 and in 2."""

    __abstract__ = True
    registry = mapper_registry
    metadata = mapper_registry.metadata
    __init__ = mapper_registry.constructor


class Feed(Base):
    """One Local Offer feed. Moments are UTC."""

    __tablename__ = "feeds"

    id = Column(Integer, primary_key=True)
    source = Column(String(2000), nullable=False, unique=True)
    format = Column(String(40), nullable=False)
    authority = Column(String(3), index=True)
    licence = Column(String(200), nullable=False, default="")
    imported_at = Column(DateTime, nullable=False)
    # When a feed was first refused because most of its services had gone; None while all is well.
    shrunk_at = Column(DateTime)


class Service(Base):
    """One service of a feed, as plain text. It is never deleted: `first_missing_on` marks one that has vanished.

    `keywords` holds the feed's terms, the names of the needs they stand for and the accessibility of its places; with
    the name, the organisation and the description it makes up the full-text index, which the database keeps itself.
    """

    __tablename__ = "services"
    __table_args__ = (UniqueConstraint("feed_id", "external_id", name="uq_services_feed_external"),)

    id = Column(Integer, primary_key=True)
    feed_id = Column(Integer, ForeignKey("feeds.id"), nullable=False)
    external_id = Column(String(200), nullable=False)
    name = Column(String(300), nullable=False)
    description = Column(Text, nullable=False, default="")
    keywords = Column(Text, nullable=False, default="")
    organisation = Column(String(300), nullable=False, default="")
    url = Column(String(2000), nullable=False, default="")
    email = Column(String(254), nullable=False, default="")
    phone = Column(String(20), nullable=False, default="")
    minimum_age = Column(Integer)
    maximum_age = Column(Integer)
    free = Column(Boolean)
    cost = Column(String(300), nullable=False, default="")
    lowest_price_pence = Column(Integer)
    days = Column(String(20), nullable=False, default="")
    needs_referral = Column(Boolean)
    status = Column(String(20), nullable=False)
    sample = Column(Boolean, nullable=False, default=False)
    assured_on = Column(Date)
    modified_at = Column(DateTime)
    imported_on = Column(Date, nullable=False)
    first_missing_on = Column(Date)
    content_hash = Column(String(64), nullable=False)

    feed = relationship(Feed)
    locations = relationship("Location", order_by="Location.id", cascade="all, delete-orphan")
    terms = relationship("Term", order_by="Term.id", cascade="all, delete-orphan")


class Location(Base):
    """One place of a service. Coordinates are WGS 84 degrees inside England; both are NULL when unknown."""

    __tablename__ = "locations"

    id = Column(Integer, primary_key=True)
    service_id = Column(Integer, ForeignKey("services.id"), nullable=False, index=True)
    name = Column(String(300), nullable=False, default="")
    address = Column(String(300), nullable=False, default="")
    postcode = Column(String(8), nullable=False, default="")
    latitude = Column(Float, index=True)
    longitude = Column(Float)


class Term(Base):
    """One term of a service: a `category` as the feed words it, or a `need` as a code of the SEN2 return.

    `stated` tells a need that the feed lists from one that is only mentioned in the name or the description.
    """

    __tablename__ = "terms"

    id = Column(Integer, primary_key=True)
    service_id = Column(Integer, ForeignKey("services.id"), nullable=False, index=True)
    kind = Column(String(10), nullable=False)
    name = Column(String(300), nullable=False, index=True)
    stated = Column(Boolean, nullable=False, default=True)
