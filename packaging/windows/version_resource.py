"""What Windows shows of the program's files under Properties, as PyInstaller reads it."""

from __future__ import annotations


def text(version: str) -> str:
    """The version resource for a version such as 0.1.0."""
    numbers = (*map(int, version.split(".")), 0, 0, 0)[:4]
    said = {
        "CompanyName": "The Channel ROI authors",
        "FileDescription": "Channel ROI",
        "FileVersion": version,
        "InternalName": "channel-roi",
        "LegalCopyright": "MIT licence",
        "ProductName": "Channel ROI",
        "ProductVersion": version,
    }
    strings = "".join(f"      StringStruct({name!r}, {value!r}),\n" for name, value in said.items())
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0, OS=0x40004, fileType=1,\n"
        "                    subtype=0, date=(0, 0)),\n"
        "  kids=[\n"
        "    StringFileInfo([StringTable('040904B0', [\n"
        f"{strings}"
        "    ])]),\n"
        "    VarFileInfo([VarStruct('Translation', [0x409, 1200])]),\n"
        "  ],\n"
        ")\n"
    )
