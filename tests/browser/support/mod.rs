//! A running portal, a browser, and what a person does with it.
mod axe;
mod browser;
mod chrome;
pub mod city;
mod exhibition;
mod hands;
mod keys;
mod portal;

pub use browser::{Browser, NARROW, Scripts, WIDE, journey, journey_at};
pub use exhibition::Exhibition;
pub use keys::Hands;
pub use portal::Portal;

use std::{
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    sync::{Arc, Mutex},
};

/// A file of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).join(name)
}

/// What a process says, as it says it.
#[derive(Clone, Default)]
pub struct Said(Arc<Mutex<(String, bool)>>);

impl Said {
    /// Listens to a pipe until it ends.
    fn listen(pipe: impl Read + Send + 'static) -> Self {
        let said = Self::default();
        let heard = said.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                let mut heard = heard.0.lock().unwrap();
                heard.0.push_str(&line);
                heard.0.push('\n');
            }
            heard.0.lock().unwrap().1 = true;
        });
        said
    }

    pub fn all(&self) -> String {
        self.0.lock().unwrap().0.clone()
    }

    /// Waits until `find` finds something in it; none when the process ends or is silent for a minute.
    fn wait<T>(&self, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let begun = std::time::Instant::now();
        while begun.elapsed().as_secs() < 60 {
            let (text, over) = self.0.lock().unwrap().clone();
            if let Some(found) = find(&text) {
                return Some(found);
            }
            if over {
                return None;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        None
    }
}
