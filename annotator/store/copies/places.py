"""Where a project file lies: on a disk of this computer, on a network share, or in a folder that a service syncs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path, PurePath

MOUNT_TABLE = Path("/proc/self/mountinfo")

_NETWORKED = re.compile(
    r"nfs[34]?|cifs|smb[23]|smbfs|afs|afpfs|auristorfs|ceph|coda|davfs|glusterfs|lustre|gpfs|beegfs|ocfs2|gfs2|"
    r"orangefs|pvfs2|ncpfs|ncp|sshfs|rclone|acfs|vboxsf|prl_fs|vmhgfs|drvfs"
)
_NETWORKED_IN_USERSPACE = re.compile(
    r"sshfs|rclone\w*|davfs2?|webdavfs|glusterfs|ceph(-fuse)?|cifs|smbnetfs|s3fs|gcsfuse|goofys|geesefs|mountpoint-s3|"
    r"curlftpfs|gvfsd-fuse|kio-fuse|juicefs|seaweedfs|afp\w*|google-drive-ocamlfuse|onedriver|onedrive\w*|"
    r"vmhgfs-fuse|prl_fsd|vboxsf|pcloud\w*|keybase|blobfuse2?|mfs|lizardfs|moosefs|xtreemfs|hdfs\w*"
)
_OF_THE_HOST = frozenset({"9p", "virtiofs"})
"""What a virtual machine gets from its host: a share, unless the whole machine lives on it."""
_REMOTE_SOURCE = re.compile(r"(https?|davs?|sftp|ssh|smb|ftps?|s3)(#|://).*|//.+/.+|pCloud\.fs", re.IGNORECASE)

_SYNCED_BY_MARKER = (
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".OpenCloudsync.log", "OpenCloud"),
    ("._sync_*.db", "Nextcloud or ownCloud"),
    (".sync_*.db", "Nextcloud or ownCloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".megaignore", "MEGA"),
    (".sync/ID", "Resilio Sync"),
)
"""What the services leave in the uppermost folder that they keep in step."""
_SYNCED_BY_NAME = tuple(
    (re.compile(pattern), service)
    for pattern, service in (
        (r"Dropbox( ?\(.+\)|-.+)?", "Dropbox"),
        (r"OneDrive( - .+|-.+)?", "OneDrive"),
        (r"Google ?Drive(-.+| - .+| \(.+\))?", "Google Drive"),
        (r"iCloud ?Drive|com~apple~CloudDocs|Mobile Documents", "iCloud"),
        (r"Nextcloud\d*", "Nextcloud"),
        (r"ownCloud\d*", "ownCloud"),
        (r"pCloud ?(Drive|Sync)", "pCloud"),
        (r"MEGA(sync)?", "MEGA"),
        (r"Resilio ?Sync", "Resilio Sync"),
        (r"Syncthing", "Syncthing"),
        (r"Seafile", "Seafile"),
        (r"Proton ?Drive(-.+)?", "Proton Drive"),
        (r"Synology ?Drive", "Synology Drive"),
        (r"Box ?Sync|Box-Box", "Box"),
        (r"kDrive\d*", "kDrive"),
        (r"Jottacloud", "Jottacloud"),
        (r"Yandex\.Disk", "Yandex Disk"),
        (r"Tresors", "Tresorit"),
        (r"Insync", "Insync"),
    )
)

_CONFLICT = r"conflict|conflit|konflikt|конфликт|競合|冲突|衝突|충돌|name clash"
_NAMED_BY_SERVICES = re.compile(
    rf" ?\((.*[^\w])?(\w*({_CONFLICT}).*)\)|"  # Dropbox, Nextcloud, ownCloud, Seafile, pCloud, Box, Proton, Unison
    rf" ?\[(.*({_CONFLICT}).*)\]|"
    r"\.sync-conflict-\d{8}-\d{6}(-\w{1,10})?|"  # Syncthing
    r"_conflict-\d{8}-\d{6}|"  # Nextcloud and ownCloud, formerly
    r"(\.Conflict\d*)+|"  # Resilio Sync
    r" ?\(\d{1,3}\)|"  # Google Drive, MEGA
    r" \d{1,2}|"  # iCloud
    r"(?-i:-(?=[\d-]*[A-Z])[A-Z\d-]{1,15})(-\d{1,3})?|"  # OneDrive: the name of a computer
    r"-.+-safeBackup-\d+|"  # OneDrive on Linux
    r"_.+_[A-Z][a-z]{2}-\d{2}-\d{4,6}-\d{4}_\w*Conflict(_\d+)?",  # Synology Drive
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the system's table of mounts: where it is, of what kind, and what is mounted there."""

    place: str
    kind: str
    source: str


def warning(path: Path, *, mounts: Iterable[Mount] | None = None) -> str:
    """One sentence if the file lies where other machines may change it, with what to do; else nothing.

    `mounts` stands for the system's own table, where somebody knows better.
    """
    place = real(path)
    share = network_share(place, mounted() if mounts is None else mounts)
    if share:
        return (
            f"“{path.stem}” lies on a network share ({share}), where programs on two computers may not see that the "
            "other is writing: let one person at a time work on it, or move it to a disk of this computer."
        )
    service = sync_service(place)
    if service:
        return (
            f"“{path.stem}” lies in a folder that {service} keeps in step: work on it on one computer at a time and "
            f"let {service} finish before you go on elsewhere, or move it to a folder of its own."
        )
    return ""


def network_share(place: PurePath, mounts: Iterable[Mount]) -> str:
    """What the system calls the network share under a real path, nothing for a disk of this computer."""
    if place.anchor.startswith("\\\\"):
        return place.anchor.rstrip("\\")
    mount = mount_of(place, mounts)
    return mount.source or mount.kind if mount is not None and _is_networked(mount) else ""


def mount_of(place: PurePath, mounts: Iterable[Mount]) -> Mount | None:
    """The mount that a real path lies on: the deepest, of several in one place the last."""

    def deeper(found: Mount | None, mount: Mount) -> Mount | None:
        holds = place.is_relative_to(mount.place)
        return mount if holds and (found is None or len(mount.place) >= len(found.place)) else found

    return reduce(deeper, mounts, None)


def mounted() -> list[Mount]:
    """The mounts that this process sees; none where the system has no such table."""
    try:
        return list(read_mounts(MOUNT_TABLE.read_text(encoding="utf-8", errors="surrogateescape")))
    except OSError:
        return []


def read_mounts(table: str) -> Iterator[Mount]:
    """The mounts of a table as Linux writes it (`mountinfo`); lines of another shape are passed over."""
    for line in table.split("\n"):
        mount, dash, source = line.partition(" - ")
        fields, origin = mount.split(" "), source.split(" ")
        if dash and len(fields) >= 5 and len(origin) >= 2:
            yield Mount(_unescaped(fields[4]), origin[0], _unescaped(origin[1]))


def sync_service(place: Path) -> str:
    """The service that keeps one of the folders above a real path in step, by what it left there or its name."""
    for folder in place.parents:
        service = _by_marker(folder) or _by_name(folder.name)
        if service:
            return service
    return ""


def names_a_copy(stem: str, other: str) -> bool:
    """Whether `other` is how a service names a second copy of the file named `stem`, both without suffix."""
    return other.startswith(stem) and _NAMED_BY_SERVICES.fullmatch(other, len(stem)) is not None


def named_as_copies(path: Path) -> list[Path]:
    """The files beside a project that a service may have put there as its copies, or of which it is one, by name."""
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return []
    return [
        other
        for other in beside
        if other.suffix == path.suffix
        and (names_a_copy(path.stem, other.stem) or names_a_copy(other.stem, path.stem))
        and other.is_file()
    ]


def real(path: Path) -> Path:
    """The absolute path with every link followed, the given one where they lead in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _is_networked(mount: Mount) -> bool:
    kind, _, program = mount.kind.partition(".")
    if kind in _OF_THE_HOST:
        return mount.place != "/"
    if kind == "fuse":
        return bool(_NETWORKED_IN_USERSPACE.fullmatch(program) or _REMOTE_SOURCE.fullmatch(mount.source))
    return _NETWORKED.fullmatch(kind) is not None


def _by_marker(folder: Path) -> str:
    for pattern, service in _SYNCED_BY_MARKER:
        try:
            if next(folder.glob(pattern), None) is not None:
                return service
        except OSError:
            return ""
    return ""


def _by_name(name: str) -> str:
    return next((service for pattern, service in _SYNCED_BY_NAME if pattern.fullmatch(name)), "")


def _unescaped(field: str) -> str:
    """The table writes space, tab, line feed and backslash as octal numbers of their bytes."""
    return re.sub(r"\\([0-3][0-7]{2})", lambda found: chr(int(found[1], 8)), field)
