"""The passes about what keeps the project up and closed, in order."""

from __future__ import annotations

from dupelint.linking.clients.requests import Ends
from dupelint.linking.files import Files
from dupelint.linking.hardening.csrf import link_csrf
from dupelint.linking.hardening.folders import link_folders
from dupelint.linking.hardening.proxies import link_proxies
from dupelint.linking.hardening.secrets import link_secrets
from dupelint.linking.hardening.signs_of_life import link_signs_of_life
from dupelint.linking.hardening.webhooks import link_webhooks
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.config import Config
from dupelint.store import Store


def link_hardening(
    store: Store, files: Files, names: Names, reach: Reach, config: Config, ends: Ends, *,
    dynamic: bool,
) -> None:  # fmt: skip
    """Fill the tables of this area; `dynamic`: routes may be there that cannot be worked out;
    `ends`: of a call of the project's own function, the requests that it comes to."""
    link_folders(store, files, names)
    link_signs_of_life(store, files, names, reach, dynamic)
    link_csrf(store, files, names, config)
    link_secrets(store, files, names, config, ends)
    link_webhooks(store, files, names)
    link_proxies(store, files, names, ends)
