//! Where a cluster stands: the home folder with its data, log and socket, mode 0700, owned by the server's user.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::Kind;
use crate::login::Login;

/// Longest path of a Unix socket, in bytes.
const SOCKET_PATH_MAX: usize = 107;
/// The file that the server makes in its socket folder.
pub const SOCKET: &str = ".s.PGSQL.5432";

/// The home of a cluster and the user who runs it.
#[derive(Debug)]
pub struct Place {
    /// The folder that holds everything of this cluster.
    pub home: PathBuf,
    /// Its owner.
    pub login: Login,
    /// The file in the data folder that tells of a home elsewhere.
    note: PathBuf,
    /// The file in the data folder that tells of a socket elsewhere.
    sockets_note: PathBuf,
}

/// The data folder as an absolute path; it is made when it does not exist.
pub fn data_folder(data_dir: &Path) -> Result<PathBuf> {
    fs::create_dir_all(data_dir)
        .and_then(|()| fs::canonicalize(data_dir))
        .with_context(|| format!("cannot make the folder {}", data_dir.display()))
}

impl Place {
    /// The place of this cluster, made when there is none. The caller holds the lock.
    pub fn settle(data_dir: &Path, kind: Kind) -> Result<Place> {
        if let Some(place) = Place::find(data_dir, kind)? {
            return Ok(place);
        }
        let (login, home) = (Login::for_new()?, data_dir.join(kind.name()));
        login.make_private(&home)?;
        if login.can_enter(&home)? {
            return Ok(Place::new(data_dir, kind, home, login));
        }
        fs::remove_dir(&home)?;
        let Some(refuge) = login.refuge()? else { bail!("cannot enter {}", home.display()) };
        let home = login.make_new(&refuge, &format!("{}-", kind.name()))?;
        write_path(&note(data_dir, kind), &home)?;
        Ok(Place::new(data_dir, kind, home, login))
    }

    /// The place of this cluster, if it has one.
    pub fn find(data_dir: &Path, kind: Kind) -> Result<Option<Place>> {
        let note = note(data_dir, kind);
        let elsewhere = read_path(&note)?;
        let home = elsewhere.clone().unwrap_or_else(|| data_dir.join(kind.name()));
        if !home.try_exists().with_context(|| format!("cannot look at {}", home.display()))? {
            if elsewhere.is_some() && kind == Kind::Lasting {
                bail!(
                    "{} says that the database stands in {}, which is missing: put it back, or remove the note to \
                     begin with an empty database",
                    note.display(),
                    home.display()
                );
            }
            return Ok(None);
        }
        let login = Login::owner_of(&home)?;
        if !login.can_enter(&home)? {
            bail!("the user who owns {} cannot enter it: open the folders above (chmod o+x)", home.display());
        }
        Ok(Some(Place::new(data_dir, kind, home, login)))
    }

    /// The data of the server (PGDATA).
    pub fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    /// The folder of its logs.
    pub fn logs(&self) -> PathBuf {
        self.home.join("log")
    }

    /// The major version of the server that made the data; none when there are none.
    pub fn major(&self) -> Result<Option<u32>> {
        let path = self.data().join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => {
                Ok(Some(text.trim().parse().with_context(|| format!("{} is damaged", path.display()))?))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// A folder for the socket: short, and of plain characters only, because libpq reads a list in this place, the
    /// server reads another and addresses have their own escapes.
    pub fn sockets(&self) -> Result<PathBuf> {
        let near = self.home.join("run");
        let path = near.join(SOCKET);
        let bytes = path.as_os_str().as_encoded_bytes();
        let plain = |&byte: &u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte);
        if bytes.len() <= SOCKET_PATH_MAX && bytes.iter().all(plain) {
            if !near.try_exists()? {
                self.login.make_private(&near)?;
            }
            return Ok(near);
        }
        if let Some(noted) = read_path(&self.sockets_note)?
            && self.login.has_private(&noted)
        {
            return Ok(noted);
        }
        let folder = self.login.make_new(Path::new("/tmp"), "postgres-")?;
        write_path(&self.sockets_note, &folder)?;
        Ok(folder)
    }

    /// Removes the data and the logs of a stopped throw-away cluster.
    pub fn wipe(&self) -> Result<()> {
        for folder in [self.data(), self.logs()] {
            remove(&folder)?;
        }
        Ok(())
    }

    /// Removes a stopped throw-away cluster altogether.
    pub fn remove(&self) -> Result<()> {
        if let Some(sockets) = read_path(&self.sockets_note)?
            && self.login.has_private(&sockets)
        {
            remove(&sockets)?;
        }
        remove(&self.home)?;
        [&self.note, &self.sockets_note].into_iter().try_for_each(|note| remove_file(note))
    }

    fn new(data_dir: &Path, kind: Kind, home: PathBuf, login: Login) -> Place {
        Place {
            home,
            login,
            note: note(data_dir, kind),
            sockets_note: data_dir.join(format!("{}-run.at", kind.name())),
        }
    }
}

fn note(data_dir: &Path, kind: Kind) -> PathBuf {
    data_dir.join(format!("{}.at", kind.name()))
}

fn read_path(note: &Path) -> Result<Option<PathBuf>> {
    match fs::read_to_string(note) {
        Ok(text) => Ok(Some(PathBuf::from(text.trim_end_matches('\n')))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", note.display())),
    }
}

fn write_path(note: &Path, path: &Path) -> Result<()> {
    fs::write(note, format!("{}\n", path.display()))
        .with_context(|| format!("cannot write {}", note.display()))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Removes a file; it may be missing.
pub fn remove_file(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", file.display()))
        }
        _ => Ok(()),
    }
}
