"""Variables that platforms and programs know by themselves, and files that are not in force."""

from __future__ import annotations

import re
from typing import Literal

from dupelint.model.pattern import lazy

Purpose = Literal["", "example", "test"]

_EXAMPLE = frozenset(
    {"example", "examples", "sample", "template", "tmpl", "tpl", "dist", "default", "defaults",
     "skeleton", "dummy"}
)  # fmt: skip
_TEST = frozenset({"test", "tests", "testing", "ci", "e2e", "jest", "vitest", "cypress"})
_WORDS = lazy(r"[._-]+")

# A system, a shell, a platform or a runtime sets or reads these.
_NAMES = frozenset(
    {"NODE_ENV", "PATH", "HOME", "USER", "LOGNAME", "SHELL", "PWD", "TERM", "LANG", "LANGUAGE",
     "TZ", "CI", "TMPDIR", "TEMP", "TMP", "HOSTNAME", "EDITOR", "DISPLAY", "UID", "GID", "PUID",
     "PGID", "DEBUG", "MODE", "DEV", "PROD", "SSR", "BASE_URL", "PUBLIC_URL", "PORT", "HOST",
     "IP", "FORCE_COLOR", "NO_COLOR", "APPDATA", "LOCALAPPDATA", "PROGRAMFILES", "USERPROFILE",
     "SYSTEMROOT", "COMSPEC", "OS", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY",
     "FLASK_APP", "FLASK_ENV", "FLASK_DEBUG", "FLASK_SKIP_DOTENV", "QUART_APP", "WEB_CONCURRENCY",
     "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "LD_LIBRARY_PATH", "VIRTUAL_HOST",
     "VIRTUAL_PORT", "LETSENCRYPT_HOST", "LETSENCRYPT_EMAIL", "DATABASE_URL", "SHADOW_DATABASE_URL",
     "DIRECT_URL", "GENERATE_SOURCEMAP", "BROWSER", "DYNO", "SOURCE_VERSION", "WATCHPACK_POLLING",
     "DISABLE_ESLINT_PLUGIN", "SKIP_PREFLIGHT_CHECK", "ESLINT_NO_DEV_ERRORS", "EXTEND_ESLINT",
     "INLINE_RUNTIME_CHUNK", "FAST_REFRESH", "GOOGLE_APPLICATION_CREDENTIALS", "CGO_ENABLED",
     "TURBO_TOKEN", "TURBO_TEAM", "DEBIAN_FRONTEND", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND",
     "C_FORCE_ROOT", "OMP_NUM_THREADS", "TOKENIZERS_PARALLELISM", "RUST_LOG", "JAVA_OPTS"}
)  # fmt: skip
_PREFIXES = (
    "npm_", "NPM_", "YARN_", "PNPM_", "COREPACK_", "VERCEL", "NETLIFY", "RAILWAY_", "RENDER",
    "HEROKU_", "FLY_", "GITHUB_", "GITLAB_", "CI_", "BUILDKITE", "CIRCLE", "REPL", "K_SERVICE",
    "KUBERNETES_", "AWS_", "GOOGLE_CLOUD", "GCLOUD_", "GCP_", "AZURE_", "LC_", "XDG_", "PYTHON",
    "PIP_", "POETRY_", "UV_", "NODE_", "POSTGRES", "PG", "MYSQL_", "MARIADB_", "MONGO_INITDB",
    "RABBITMQ_", "REDIS_ARGS", "MINIO_", "DOCKER_", "COMPOSE_", "BUILDKIT_", "GUNICORN_",
    "UVICORN_", "HYPERCORN_", "FLASK_RUN_", "SENTRY_", "OTEL_", "DD_", "NEW_RELIC_", "PRISMA_",
    "PUPPETEER_", "PLAYWRIGHT_", "CHROME_", "HF_", "TRANSFORMERS_", "NVIDIA_", "CUDA_", "WDS_",
    "NEXT_TELEMETRY", "NEXTAUTH_", "AUTH_", "ELASTIC", "KAFKA_", "ZOOKEEPER_", "TRAEFIK_",
    "CHOKIDAR_", "TS_NODE_", "JEST_", "VITEST_", "SSH_", "GIT_", "GPG_", "PM2_", "OPENAI_",
    "ANTHROPIC_", "LANGCHAIN_", "LANGSMITH_", "TWILIO_", "STRIPE_", "SUPABASE_", "EXPO_",
    "EVENTLET_", "GEVENT_", "ANDROID_", "JAVA_", "GRADLE_", "REACT_EDITOR", "CYPRESS_", "TURBO_",
    "NX_",
)  # fmt: skip
# The variable that a client cannot work without, and the modules of that client.
CLIENTS: dict[str, tuple[str, ...]] = {
    "OPENAI_API_KEY": ("openai",),
    "ANTHROPIC_API_KEY": ("anthropic", "@anthropic-ai/sdk"),
    "TWILIO_ACCOUNT_SID": ("twilio.rest", "twilio"),
    "TWILIO_AUTH_TOKEN": ("twilio.rest", "twilio.request_validator", "twilio"),
    "GOOGLE_APPLICATION_CREDENTIALS": (
        "google.cloud.speech", "google.cloud.texttospeech", "google.cloud.storage",
        "google.cloud.translate", "google.cloud.dialogflow", "@google-cloud/speech",
        "@google-cloud/text-to-speech", "@google-cloud/storage", "@google-cloud/translate",
    ),
}  # fmt: skip
# Names that say little: programs that have nothing to do with each other use them.
GENERIC = frozenset(
    {"PORT", "HTTP_PORT", "SERVER_PORT", "APP_PORT", "API_PORT", "HOST_PORT", "HOST", "HOSTNAME",
     "NODE_ENV", "LOG_LEVEL", "LOGLEVEL", "LOGGING_LEVEL", "DEBUG", "ENV", "ENVIRONMENT", "APP_ENV",
     "TZ", "BASE_URL", "APP_URL", "URL", "API_URL", "SERVER_URL", "SERVICE_NAME", "APP_NAME"}
)  # fmt: skip


def is_known(name: str) -> bool:
    """Whether something outside the project sets or reads a variable of this name."""
    return name in _NAMES or name.upper() in _NAMES or name.startswith(_PREFIXES)


def purpose(path: str) -> Purpose:
    """What a settings file is for, by its name: `.env.example`, `compose.test.yml`."""
    words = set(_WORDS.split(path.rpartition("/")[2].lower()))
    if words & _EXAMPLE:
        return "example"
    return "test" if words & _TEST else ""


# What stands where a value has to be put in.
_BLANK = lazy(r"\s*(?:<.*>|\[.*\]|\{\{.*\}\}|\.{3,}|…|\*+|[xX]{3,}|-+)?\s*\Z", re.DOTALL)
_STAND_IN = lazy(
    r"(?i)your|change.?me|change.?this|replace|placeholder|example|insert|_here\b|-here\b|\btodo\b"
    r"|xxx|dummy|<[^<>]+>|\.\.\.|sample"
)


def is_blank(value: str) -> bool:
    """Whether a value is plainly none: empty, `<your-secret>`."""
    return _BLANK.match(value) is not None


def is_stand_in(value: str) -> bool:
    """Whether a value says that another one belongs in its place."""
    return is_blank(value) or _STAND_IN.search(value) is not None
