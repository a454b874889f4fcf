"""Which numbers in names, strings, URLs, command lines are network ports.

Offsets are indices into the text given. A caller that decodes a file as latin-1 gets byte offsets.
"""

from __future__ import annotations

from dupelint.extract.ports.authority import authority_ports, leading_port
from dupelint.extract.ports.flags import command_ports, flag_ports, ports_of_line, text_ports
from dupelint.extract.ports.found import PortInText, port_number
from dupelint.extract.ports.names import is_port_name

__all__ = [
    "PortInText",
    "authority_ports",
    "command_ports",
    "flag_ports",
    "is_port_name",
    "leading_port",
    "port_number",
    "ports_of_line",
    "text_ports",
]
