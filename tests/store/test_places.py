"""Where a project lies: network shares by the table of mounts, sync folders by markers and names, copies by names."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.store.copies import places
from annotator.store.copies.places import Mount

DISKS = [
    Mount("/", "ext4", "/dev/sda1"),
    Mount("/proc", "proc", "proc"),
    Mount("/home", "btrfs", "/dev/sda2"),
    Mount("/home/ann/vault", "fuse.gocryptfs", "/home/ann/cipher"),
    Mount("/media/stick", "vfat", "/dev/sdb1"),
]
SHARES = [
    Mount("/srv/desk", "nfs4", "files.example:/export/desk"),
    Mount("/mnt/news", "cifs", "//server/news"),
    Mount("/mnt/old", "smb3", "//server/old"),
    Mount("/home/ann/far", "fuse.sshfs", "ann@far.example:"),
    Mount("/home/ann/cloud", "fuse.rclone", "remote:desk"),
    Mount("/home/ann/pCloudDrive", "fuse", "pCloud.fs"),
    Mount("/home/ann/dav", "fuse", "https://dav.example/ann"),
    Mount("/mnt/host", "9p", "host"),
    Mount("/mnt/shared", "virtiofs", "tag"),
]
NAMES = st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda name: name not in (".", "..")
)
PATHS = st.lists(NAMES, min_size=1, max_size=6).map(lambda parts: PurePosixPath("/", *parts))


def line_of(mount: Mount) -> str:
    """A line of the table as the kernel writes it."""

    def escaped(words: str) -> str:
        for character in "\\ \t\n":
            words = words.replace(character, f"\\{ord(character):03o}")
        return words

    return f"36 35 98:0 / {escaped(mount.place)} rw,noatime shared:1 - {mount.kind} {escaped(mount.source)} rw"


@settings(max_examples=40)
@given(st.lists(st.builds(Mount, PATHS.map(str), st.sampled_from(["nfs4", "ext4", "fuse.sshfs"]), NAMES)))
def test_the_table_of_mounts_reads_back_whatever_the_places_are_called(mounts):
    assert list(places.read_mounts("\n".join(map(line_of, mounts)))) == mounts


@given(st.text())
def test_any_text_reads_as_a_table_of_mounts(table):
    assert all(isinstance(mount, Mount) for mount in places.read_mounts(table))


@settings(max_examples=40)
@given(PATHS, st.lists(PATHS, max_size=6))
def test_the_mount_of_a_path_is_the_deepest_above_it(path, mounted):
    mounts = [Mount(str(place), "ext4", str(number)) for number, place in enumerate(mounted)]
    found = places.mount_of(path, mounts)
    above = [mount for mount in mounts if path.is_relative_to(mount.place)]
    assert found == (max(above, key=lambda mount: (len(mount.place), int(mount.source))) if above else None)


@pytest.mark.parametrize("mount", SHARES, ids=lambda mount: f"{mount.kind} {mount.source}")
def test_a_project_on_a_network_share_is_warned_of_with_its_name_and_what_to_do(mount):
    path = Path(mount.place, "talks", "Strait talks.annotations")
    words = places.warning(path, mounts=[*DISKS, mount])
    assert f"“Strait talks” lies on a network share ({mount.source})" in words
    assert "move it to a disk of this computer" in words


@pytest.mark.parametrize("mount", DISKS, ids=lambda mount: mount.kind)
def test_a_project_on_a_disk_of_this_computer_is_not_warned_of(mount):
    assert places.warning(Path(mount.place, "talks.annotations"), mounts=DISKS) == ""


def test_a_disk_mounted_inside_a_share_is_a_disk_of_this_computer():
    mounts = [*DISKS, Mount("/srv", "nfs", "files:/srv"), Mount("/srv/local", "ext4", "/dev/sdc1")]
    assert places.warning(Path("/srv/local/talks.annotations"), mounts=mounts) == ""
    assert places.warning(Path("/srv/localities/talks.annotations"), mounts=mounts) != ""


def test_a_virtual_machine_that_lives_on_what_its_host_gives_it_is_no_share():
    assert places.warning(Path("/home/ann/talks.annotations"), mounts=[Mount("/", "9p", "root")]) == ""


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox.cache/", "Dropbox"),
        (".stfolder/", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        ("._sync_0123456789ab.db", "Nextcloud or ownCloud"),
        (".sync_0123456789ab.db", "Nextcloud or ownCloud"),
        (".owncloudsync.log", "ownCloud"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".tmp.drivedownload/", "Google Drive"),
        (".megaignore", "MEGA"),
        (".sync/ID", "Resilio Sync"),
    ],
)
def test_a_sync_folder_is_known_by_what_its_service_left_in_it(tmp_path, marker, service):
    place = tmp_path / "work" / "Strait"
    place.mkdir(parents=True)
    left = tmp_path / "work" / marker
    left.parent.mkdir(exist_ok=True)
    left.mkdir() if marker.endswith("/") else left.touch()
    words = places.warning(place / "talks.annotations", mounts=[])
    assert f"lies in a folder that {service} keeps in step" in words
    assert "work on it on one computer at a time" in words
    assert places.warning(tmp_path / "talks.annotations", mounts=[]) == ""


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Meridian News)", "Dropbox"),
        ("OneDrive - Meridian News", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ann@example.org", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("pCloudDrive", "pCloud"),
        ("MEGA", "MEGA"),
        ("Resilio Sync", "Resilio Sync"),
        ("Syncthing", "Syncthing"),
        ("SynologyDrive", "Synology Drive"),
    ],
)
def test_a_sync_folder_is_known_by_its_usual_name(tmp_path, name, service):
    path = tmp_path / name / "talks" / "talks.annotations"
    assert f"{service} keeps in step" in places.warning(path, mounts=[])


@pytest.mark.parametrize(
    "name", ["Documents", "Drive", "dropbox-api", "OneDriver", "megafauna", "Sync", ".sync", "nextcloud-src"]
)
def test_folders_with_like_names_are_not_warned_of(tmp_path, name):
    (tmp_path / name).mkdir()
    assert places.warning(tmp_path / name / "talks.annotations", mounts=[]) == ""


def test_a_link_into_a_sync_folder_is_followed(tmp_path):
    (tmp_path / "Dropbox" / "talks").mkdir(parents=True)
    (tmp_path / "work").symlink_to(tmp_path / "Dropbox" / "talks")
    assert "Dropbox" in places.warning(tmp_path / "work" / "talks.annotations", mounts=[])


COPIES = [
    " (Ann's conflicted copy 2024-04-02)",  # Dropbox
    " (ann-laptop's conflicted copy)",
    " (Konfliktkopie von Ann 2024-04-02)",
    " (Copie en conflit de Ann 2024-04-02)",
    " (Ann's MacBook (2)'s conflicted copy 2024-04-02)",
    " (Case Conflict)",
    " (conflicted copy 2024-04-02 101112)",  # Nextcloud, ownCloud
    "_conflict-20240402-101112",
    ".sync-conflict-20240402-101112-ABCDEFG",  # Syncthing
    ".sync-conflict-20240402-101112",
    ".Conflict",  # Resilio Sync
    ".Conflict2",
    "-ANNS-LAPTOP",  # OneDrive
    "-DESKTOP-4F2K1-2",
    "-annlaptop-safeBackup-0001",
    " (1)",  # Google Drive, MEGA
    " [Conflict]",
    " 2",  # iCloud
    " (SFConflict ann@example.org 2024-04-02-10-11-12)",  # Seafile
    " (conflicted)",  # pCloud
    " (# Name clash 2024-04-02 Xy12 #)",  # Proton Drive
    "_Anns-PC_Apr-02-1011-2024_Conflict",  # Synology Drive
    "_Anns-PC_Apr-02-1011-2024_CaseConflict_1",
    " (conflict #1 on 2024-04-02)",  # Unison
]
OWN = [
    " backup 2024-04-02 101112",
    " kept 2024-04-02 101112",
    " kept 2024-04-02 101112 2",
    " before restore 2024-04-02 101112",
    " restored 2024-04-02 101112",
    " second reading",
    "-2024",
    "-2024-04-02",
    "-second-reading",
    " 2024",
    " (second reading)",
    "s",
    "",
]


@given(st.sampled_from(COPIES), NAMES)
def test_names_that_services_give_to_second_copies_are_known_whatever_the_project_is_called(ending, stem):
    assert places.names_a_copy(stem, stem + ending)
    assert not places.names_a_copy(stem + ending, stem)


@given(st.sampled_from(OWN), NAMES)
def test_names_that_a_person_or_this_program_gives_are_not_taken_for_those_of_services(ending, stem):
    assert not places.names_a_copy(stem, stem + ending)


def test_copies_are_found_beside_the_project_and_from_the_copy_too(tmp_path):
    project = tmp_path / "talks.annotations"
    copy = tmp_path / "talks (Ann's conflicted copy 2024-04-02).annotations"
    for path in (project, copy, tmp_path / "talks (1).csv", tmp_path / "other (1).annotations"):
        path.touch()
    (tmp_path / "talks (2).annotations").mkdir()
    assert places.named_as_copies(project) == [copy]
    assert places.named_as_copies(copy) == [project]
    assert places.named_as_copies(tmp_path / "nowhere" / "talks.annotations") == []
