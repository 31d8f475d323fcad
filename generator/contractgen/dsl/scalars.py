"""`ScalarTypeEnum`: the language's scalar types, named as contracts name them.

Names alone: what a scalar accepts is in `contractgen.scalars`.
"""

# ruff: noqa: N802 (the names are those of the contract language)

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar type, as `ScalarTypeEnum` gives it."""

    name: str


class ScalarTypeEnum:
    """One method per scalar type; use as `{"type": ScalarTypeEnum.ID()}`."""

    @staticmethod
    def String_unsecure() -> Scalar:
        """Text of any kind."""
        return Scalar("String_unsecure")

    @staticmethod
    def String() -> Scalar:
        """Text of any kind; short for `String_unsecure`."""
        return Scalar("String")

    @staticmethod
    def Int_unsecure() -> Scalar:
        """An integer of at most 53 bits."""
        return Scalar("Int_unsecure")

    @staticmethod
    def Int() -> Scalar:
        """An integer of at most 53 bits; short for `Int_unsecure`."""
        return Scalar("Int")

    @staticmethod
    def Float_unsecure() -> Scalar:
        """A finite number."""
        return Scalar("Float_unsecure")

    @staticmethod
    def Float() -> Scalar:
        """A finite number; short for `Float_unsecure`."""
        return Scalar("Float")

    @staticmethod
    def Boolean() -> Scalar:
        """True or false."""
        return Scalar("Boolean")

    @staticmethod
    def ID() -> Scalar:
        """An identifier: opaque text."""
        return Scalar("ID")

    @staticmethod
    def JSON() -> Scalar:
        """Any JSON value."""
        return Scalar("JSON")

    @staticmethod
    def JSONObject() -> Scalar:
        """Any JSON object."""
        return Scalar("JSONObject")

    @staticmethod
    def Date() -> Scalar:
        """A day, as RFC 3339 full-date."""
        return Scalar("Date")

    @staticmethod
    def DateTime() -> Scalar:
        """An instant with an offset, as RFC 3339 date-time."""
        return Scalar("DateTime")

    @staticmethod
    def Time() -> Scalar:
        """A time of day."""
        return Scalar("Time")

    @staticmethod
    def EmailAddress() -> Scalar:
        """An email address."""
        return Scalar("EmailAddress")

    @staticmethod
    def Email() -> Scalar:
        """An email address; short for `EmailAddress`."""
        return Scalar("Email")

    @staticmethod
    def URL() -> Scalar:
        """An http or https URL."""
        return Scalar("URL")

    @staticmethod
    def PhoneNumber() -> Scalar:
        """A phone number in E.164 form."""
        return Scalar("PhoneNumber")

    @staticmethod
    def NonEmptyString() -> Scalar:
        """Text of at least one character."""
        return Scalar("NonEmptyString")

    @staticmethod
    def Locale() -> Scalar:
        """A language tag such as `en-GB`."""
        return Scalar("Locale")

    @staticmethod
    def TimeZone() -> Scalar:
        """An IANA time zone name, by shape alone."""
        return Scalar("TimeZone")

    @staticmethod
    def Latitude() -> Scalar:
        """Degrees north, -90 to 90."""
        return Scalar("Latitude")

    @staticmethod
    def Longitude() -> Scalar:
        """Degrees east, -180 to 180."""
        return Scalar("Longitude")

    @staticmethod
    def Currency() -> Scalar:
        """An ISO 4217 code such as `EUR`."""
        return Scalar("Currency")

    @staticmethod
    def CountryCode() -> Scalar:
        """An ISO 3166-1 alpha-2 code such as `NL`."""
        return Scalar("CountryCode")

    @staticmethod
    def UUID() -> Scalar:
        """A UUID with hyphens."""
        return Scalar("UUID")

    @staticmethod
    def Decimal() -> Scalar:
        """A decimal number, kept as text on the wire."""
        return Scalar("Decimal")

    @staticmethod
    def Duration() -> Scalar:
        """An ISO 8601 duration of days and time."""
        return Scalar("Duration")

    @staticmethod
    def Bytes() -> Scalar:
        """Bytes, as base64 on the wire."""
        return Scalar("Bytes")
