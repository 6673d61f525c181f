"""Settings, from the environment (``NQ_…``), each described here and nowhere else; README's table is made from this class.

A wrong setting stops the start with a sentence that says how to mend it.
"""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.language import TABLE, canonical


class SettingsError(RuntimeError):
    """Settings that cannot be started with; the message says which, and how to mend them."""


class Settings(BaseSettings):
    """Everything an operator can set. Handed down from the composition root; nothing reads the environment at import."""

    model_config = SettingsConfigDict(env_prefix="NQ_", env_file=None, frozen=True)

    database_url: str | None = Field(
        default=None,
        description="PostgreSQL to use, as `postgresql://user:password@host/database`. Unset: an embedded PostgreSQL under NQ_DATA_DIR.",
    )
    data_dir: Path = Field(
        default=Path("var"), description="Folder for the embedded database and what the service keeps on disk."
    )
    host: str = Field(default="127.0.0.1", description="Address that `serve` listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that `serve` listens on; 0 takes a free one.")
    workers: int = Field(default=1, ge=1, le=64, description="API processes that `serve` starts.")
    pool_size: int = Field(
        default=20, ge=1, le=200, description="Database connections kept by each process; as many again under load."
    )
    languages: str = Field(
        default="vi,en,zh-Hans,fr",
        description="Languages of content, BCP 47 tags separated by commas, the default language among them.",
    )
    default_language: str = Field(default="vi", description="Language of content shown to a reader who asked for none.")
    timezone: str = Field(default="Asia/Ho_Chi_Minh", description="Zone in which “today” and due dates are reckoned (IANA name).")
    public_url: str = Field(default="", description="Address under which readers reach the service, without a slash at the end.")
    cors_origins: str = Field(default="", description="Origins whose pages may call the API, separated by commas; `*` for all.")
    trusted_proxies: str = Field(
        default="127.0.0.1", description="Addresses of proxies whose X-Forwarded-* headers are believed, separated by commas."
    )
    max_body_bytes: int = Field(
        default=4_194_304, ge=1024, le=268_435_456, description="Largest request body that is read, in bytes."
    )
    cache_bytes: int = Field(
        default=33_554_432,
        ge=0,
        le=8_589_934_592,
        description="Bytes of finished answers that each API process keeps for the public; 0 keeps none.",
    )
    cache_max_age: int = Field(
        default=10, ge=0, le=86_400, description="Seconds for which browsers and a CDN may keep what the public reads."
    )
    cache_stale: int = Field(
        default=60,
        ge=0,
        le=86_400,
        description="Seconds after those for which they may go on with it while they fetch it anew.",
    )
    cursor_secret: SecretStr | None = Field(
        default=None,
        description="Secret of at least 32 characters that signs page cursors. Made and kept under NQ_DATA_DIR with the embedded database.",
    )
    search_engine: Literal["postgresql", "meilisearch"] = Field(
        default="postgresql",
        description="Engine that answers searches: `postgresql`, or `meilisearch` with PostgreSQL as its spare.",
    )
    meilisearch_url: str = Field(default="", description="Address of the Meilisearch server, such as `http://127.0.0.1:7700`.")
    meilisearch_key: SecretStr | None = Field(
        default=None,
        description="Meilisearch's master key, or a key that may do everything with the indexes and keys; for the worker and commands.",
    )
    meilisearch_search_key: SecretStr | None = Field(
        default=None,
        description="Key with which the API searches; `nhanquyen search key` makes and prints it. Unset: made with NQ_MEILISEARCH_KEY.",
    )
    meilisearch_index: str = Field(
        default="nhanquyen",
        pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$",
        max_length=60,
        description="What names of the service's indexes begin with: one for each service that uses the same server.",
    )
    meilisearch_timeout: float = Field(
        default=0.5, ge=0.05, le=10, description="Seconds that Meilisearch has for an answer, before PostgreSQL is asked instead."
    )
    publish_lateness: bool = Field(
        default=False,
        description="Whether everybody sees how the report of a named agency stands, late ones too; unset, only staff and that agency.",
    )
    report_office: str = Field(
        default="", description="Code of the agency that issues yearly reports on plans; unset, the one that issued the plan."
    )
    report_superior: str = Field(
        default="", description="Code of the agency that NQ_REPORT_OFFICE stands under, printed above it."
    )
    report_symbol: str = Field(
        default="", description="Sign of NQ_REPORT_OFFICE within the numbers of its reports, such as SNgV."
    )
    report_place: str = Field(default="", description="Place where yearly reports are signed, such as Cao Bằng.")
    seed: bool = Field(default=True, description="Whether `serve` loads the seed into an empty database.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severe event that is logged."
    )

    @field_validator("database_url")
    @classmethod
    def _psycopg(cls, url: str | None) -> str | None:
        if not url:
            return None
        scheme, separator, rest = url.partition("://")
        if not separator or scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
            raise ValueError("must look like postgresql://user:password@host/database")
        return f"postgresql+psycopg://{rest}"

    @field_validator("languages")
    @classmethod
    def _known(cls, value: str) -> str:
        tags = [tag.strip() for tag in value.split(",") if tag.strip()]
        unknown = [tag for tag in tags if canonical(tag) is None]
        if unknown or not tags:
            raise ValueError(f"knows {', '.join(TABLE)}, not {', '.join(unknown) or 'an empty list'}")
        return ",".join(dict.fromkeys(filter(None, map(canonical, tags))))

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("must be an IANA time zone such as Asia/Ho_Chi_Minh") from None
        return value

    @field_validator("cursor_secret")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters; `openssl rand -hex 32` makes one")
        return value

    @field_validator("meilisearch_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must look like http://127.0.0.1:7700")
        return value.rstrip("/")

    @field_validator("meilisearch_key", "meilisearch_search_key")
    @classmethod
    def _given(cls, value: SecretStr | None) -> SecretStr | None:
        return value if value is not None and value.get_secret_value() else None

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        if canonical(self.default_language) not in self.offered:
            raise ValueError("NQ_DEFAULT_LANGUAGE must be one of NQ_LANGUAGES")
        if self.database_url and self.cursor_secret is None:
            raise ValueError("NQ_CURSOR_SECRET must be set when NQ_DATABASE_URL is; `openssl rand -hex 32` makes one")
        if self.search_engine == "meilisearch":
            if not self.meilisearch_url:
                raise ValueError("NQ_MEILISEARCH_URL must be set when NQ_SEARCH_ENGINE is meilisearch")
            if self.meilisearch_key is None and self.meilisearch_search_key is None:
                raise ValueError(
                    "NQ_MEILISEARCH_SEARCH_KEY (for the API) or NQ_MEILISEARCH_KEY (for the worker) must be set when NQ_SEARCH_ENGINE is meilisearch"
                )
        return self

    @property
    def embedded(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database_url is None

    @property
    def offered(self) -> tuple[str, ...]:
        """Content languages, canonical, in the operator's order."""
        return tuple(self.languages.split(","))


def load_settings() -> Settings:
    """Settings from the environment; SettingsError names each variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = f"NQ_{str(problem['loc'][0]).upper()}: " if problem["loc"] else ""
            lines.append(f"  {name}{problem['msg'].removeprefix('Value error, ')}")
        raise SettingsError("The settings cannot be used:\n" + "\n".join(lines)) from None
