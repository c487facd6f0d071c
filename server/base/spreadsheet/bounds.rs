//! Bounds a workbook's zip container before anything is built from it: the reader behind it expands what it is given.
use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::{Limits, ReadError};

/// Below this size even an extreme ratio does no harm; small sheets of blank formatted cells pack very well.
const RATIO_MATTERS: u64 = 8 << 20;
/// The reader makes room for as many strings as this attribute says, before it has seen one.
const STRING_COUNT: &[u8] = b"uniqueCount";
/// The shortest string of a shared string table, `<si/>`.
const STRING_BYTES: u64 = 5;

/// Every entry is unpacked once and counted, so that the sizes hold whatever the directory declares.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
    if archive.len() > limits.entries {
        return Err(ReadError::UnpacksTooLarge);
    }
    let packed = bytes.len() as u64;
    let allowed = limits.unpacked.min(packed.saturating_mul(limits.ratio).max(RATIO_MATTERS));
    let mut declared = 0u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(refusal)?;
        if entry.encrypted() {
            return Err(ReadError::Encrypted);
        }
        declared = declared.saturating_add(entry.size());
    }
    if declared > allowed {
        return Err(ReadError::UnpacksTooLarge);
    }
    let mut left = allowed;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(refusal)?;
        let strings = entry.name_raw().to_ascii_lowercase().ends_with(b"sharedstrings.xml");
        left -= unpack(entry, left, strings)?;
    }
    Ok(())
}

fn refusal(error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        _ => ReadError::Damaged,
    }
}

/// Unpacks at most `left` bytes and tells how many there were.
fn unpack(mut entry: impl Read, left: u64, strings: bool) -> Result<u64, ReadError> {
    let mut buffer = vec![0; 64 << 10];
    let mut count = StringCount::default();
    let mut size = 0u64;
    loop {
        let read = entry.read(&mut buffer).map_err(|_| ReadError::Damaged)?;
        if read == 0 {
            break;
        }
        size += read as u64;
        if size > left {
            return Err(ReadError::UnpacksTooLarge);
        }
        if strings {
            // Control characters are no XML 1.0; without them no encoding can hide the attribute from the search.
            if buffer[..read].iter().any(|b| *b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) {
                return Err(ReadError::Damaged);
            }
            buffer[..read].iter().for_each(|byte| count.see(*byte));
        }
    }
    if count.most > size / STRING_BYTES { Err(ReadError::Damaged) } else { Ok(size) }
}

/// Finds the largest value of the attribute in a stream of bytes.
#[derive(Default)]
struct StringCount {
    /// Bytes of the attribute's name seen so far.
    name: usize,
    value: u64,
    most: u64,
}

impl StringCount {
    fn see(&mut self, byte: u8) {
        if self.name == STRING_COUNT.len() {
            match byte {
                b'0'..=b'9' => {
                    self.value = self.value.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                    self.most = self.most.max(self.value);
                    return;
                }
                b'=' | b'"' | b'\'' | b'+' | b' ' | b'\t' | b'\n' | b'\r' if self.value == 0 => return,
                _ => (self.name, self.value) = (0, 0),
            }
        }
        self.name = if byte == STRING_COUNT[self.name] {
            self.name + 1
        } else {
            usize::from(byte == STRING_COUNT[0])
        };
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(name: &str, content: &[u8]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn import_refuses_a_bomb() {
        let bomb = archive("xl/worksheets/sheet1.xml", &vec![b' '; 16 << 20]);
        assert!(bomb.len() < 100_000);
        assert_eq!(check(&bomb, &Limits::default()), Err(ReadError::UnpacksTooLarge));
    }

    #[test]
    fn import_counts_what_really_unpacks() {
        let mut liar = archive("a.xml", &vec![b' '; 16 << 20]);
        let size = (16u32 << 20).to_le_bytes();
        for at in 0..liar.len() - 4 {
            if liar[at..at + 4] == size {
                liar[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
            }
        }
        assert!(check(&liar, &Limits::default()).is_err());
    }

    #[test]
    fn import_refuses_a_promise_of_strings_that_are_not_there() {
        let table = |count: &str| {
            archive("xl/SharedStrings.xml", format!("<sst {count}><si/><si/></sst>").as_bytes())
        };
        assert_eq!(check(&table("uniqueCount=\"2\""), &Limits::default()), Ok(()));
        assert_eq!(
            check(&table("uniqueCount = '99999999999999'"), &Limits::default()),
            Err(ReadError::Damaged)
        );
        assert_eq!(
            check(&table("count='3' uuniqueCount='0' uniqueCount='77'"), &Limits::default()),
            Err(ReadError::Damaged)
        );
        assert_eq!(check(&table("a='\0'"), &Limits::default()), Err(ReadError::Damaged));
    }
}
