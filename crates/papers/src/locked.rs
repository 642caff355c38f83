//! A file locked with a passphrase (加密压缩包, P-09): one file in a zip under AES-256, as the office's old
//! machines open it with 7-Zip and without this program.
//!
//! [`unlock`] takes nothing that came in clear or under the zip's old cipher: what left sealed comes back
//! sealed. The salt is handed in; nothing here draws.

use std::io::{Cursor, Read, Write};
use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Why a locked file is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LockError {
    /// A bare workbook, or a zip without a passphrase.
    #[error("文件没有加密，请用7-Zip以AES-256加密压缩成zip后再带回")]
    Clear,
    /// Another kind of file.
    #[error("不是zip压缩包，请用7-Zip压缩成zip格式（不是7z、rar）后再带回")]
    Other,
    /// Encrypted, but as a toy.
    #[error("加密方式太弱，请在7-Zip里把加密算法选为AES-256再压缩一次")]
    Weak,
    /// The passphrase does not open it.
    #[error("口令不对，打不开。请照取任务单时记下的口令逐组核对")]
    Passphrase,
    /// None, or more than one workbook inside.
    #[error("压缩包里应当有且只有一个Excel文件（.xlsx）")]
    NotOne,
    /// Cut off, changed, or lying about itself.
    #[error("文件已损坏，或在途中被改动，请重新拷一份")]
    Damaged,
    /// Too large once expanded.
    #[error("文件太大，不像是任务单")]
    TooLarge,
}

/// The zip's number for a file under AES.
const AES: u16 = 99;

/// Locks one file. The same content, passphrase and salt give the same bytes.
///
/// # Errors
/// The zip cannot be written.
pub fn lock(
    name: &str,
    content: &[u8],
    passphrase: &str,
    salt: [u8; 16],
) -> Result<Vec<u8>, crate::table::WriteError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .with_aes_encryption_and_salt(passphrase.as_bytes(), zip::AesSalt::Aes256(salt));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, options)?;
    zip.write_all(content)?;
    Ok(zip.finish()?.into_inner())
}

/// The one workbook inside a locked file.
///
/// # Errors
/// It is not locked, not by this passphrase, or not what it should be; each in a sentence.
pub fn unlock(bytes: &[u8], passphrase: &str, most: u64) -> Result<Vec<u8>, LockError> {
    if !bytes.starts_with(b"PK") {
        return Err(LockError::Other);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| LockError::Damaged)?;
    let mut books = Vec::new();
    for index in 0..zip.len().min(100) {
        let entry = zip.by_index_data(index).map_err(|_| LockError::Damaged)?;
        let name = entry.name().map_err(|_| LockError::Damaged)?.to_lowercase();
        if name == "[content_types].xml" {
            return Err(LockError::Clear);
        }
        if name.ends_with(".xlsx") {
            books.push((index, entry.encrypted()));
        }
    }
    let &[(index, encrypted)] = &books[..] else {
        return Err(LockError::NotOne);
    };
    if !encrypted {
        return Err(LockError::Clear);
    }
    let entry = zip
        .by_index_decrypt(index, passphrase.as_bytes())
        .map_err(|_| LockError::Passphrase)?;
    if method(bytes, entry.header_start()) != Some(AES) {
        return Err(LockError::Weak);
    }
    let mut content = Vec::new();
    let mut entry = entry.take(most + 1);
    // What is under AES is authenticated: what was changed on the way does not read to its end.
    entry
        .read_to_end(&mut content)
        .map_err(|_| LockError::Damaged)?;
    if content.len() as u64 > most {
        return Err(LockError::TooLarge);
    }
    Ok(content)
}

/// The method named by the file's own header.
fn method(bytes: &[u8], header: u64) -> Option<u16> {
    let at = usize::try_from(header).ok()?.checked_add(8)?;
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

#[cfg(test)]
mod tests;
