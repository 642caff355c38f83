//! PDF written anew: pages, fonts and words stay; who wrote it, with what and when, earlier versions,
//! attached files, scripts, and everything that acts or calls out when opened, go.

mod scrub;

use img_parts::jpeg::{Jpeg, markers};
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, LoadOptions, Object, Stream};

use super::Unclean;

/// What a document's root keeps. Everything else on it is about the file or acts on opening.
const OF_THE_ROOT: &[&[u8]] = &[
    b"Type",
    b"Pages",
    b"PageLabels",
    b"PageLayout",
    b"PageMode",
    b"Dests",
    b"Names",
    b"Outlines",
    b"AcroForm",
    b"OCProperties",
    b"Lang",
];

/// Cleans a PDF that no password protects.
pub(super) fn clean(bytes: &[u8], expanded_bytes: u64) -> Result<Vec<u8>, Unclean> {
    let most = usize::try_from(expanded_bytes).unwrap_or(usize::MAX);
    let mut document = opened(bytes, most)?;
    let pages = document.get_pages().len();
    if pages == 0 {
        return Err(Unclean::Damaged);
    }
    measured(&document, most)?;
    let root = document
        .trailer
        .get(b"Root")
        .map_err(|_| Unclean::Damaged)?;
    let mut trailer = Dictionary::new();
    trailer.set("Root", root.clone());
    document.trailer = trailer;
    rooted(&mut document)?;
    for object in document.objects.values_mut() {
        scrub::object(object);
        if let Object::Stream(stream) = object {
            pictured(stream)?;
        }
    }
    document.prune_objects();
    document.renumber_objects();
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut out = Vec::new();
    document.save_to(&mut out).map_err(|_| Unclean::Damaged)?;
    // What no longer opens, or lost a page, is no copy.
    let read = opened(&out, most)?;
    if read.get_pages().len() == pages {
        Ok(out)
    } else {
        Err(Unclean::Damaged)
    }
}

fn opened(bytes: &[u8], most: usize) -> Result<Document, Unclean> {
    let options = LoadOptions {
        max_decompressed_size: Some(most),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| Unclean::Damaged)?;
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Unclean::Locked);
    }
    Ok(document)
}

/// Refuses streams that together would outgrow the limit in whoever opens the copy.
fn measured(document: &Document, most: usize) -> Result<(), Unclean> {
    let mut left = most;
    for object in document.objects.values() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let inflated = stream.filters().is_ok_and(|filters| {
            filters
                .iter()
                .all(|filter| [&b"FlateDecode"[..], b"LZWDecode", b"BrotliDecode"].contains(filter))
        });
        if !inflated {
            continue;
        }
        match stream.decompress_to_writer(&mut std::io::sink(), left) {
            Ok(size) => left -= size.min(left),
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded {
                ..
            })) => {
                return Err(Unclean::TooLarge);
            }
            // What does not inflate shows nothing; a viewer leaves it out.
            Err(_) => {}
        }
    }
    Ok(())
}

/// Strips the document's root, and of its names keeps those of places alone.
fn rooted(document: &mut Document) -> Result<(), Unclean> {
    let root = document.catalog_mut().map_err(|_| Unclean::Damaged)?;
    retain(root, OF_THE_ROOT);
    let names = root.get(b"Names").and_then(Object::as_reference);
    match names {
        Ok(id) => {
            if let Ok(names) = document.get_dictionary_mut(id) {
                retain(names, &[b"Dests"]);
            }
        }
        Err(_) => {
            if let Ok(names) = root.get_mut(b"Names").and_then(Object::as_dict_mut) {
                retain(names, &[b"Dests"]);
            }
        }
    }
    Ok(())
}

fn retain(dictionary: &mut Dictionary, kept: &[&[u8]]) {
    let gone: Vec<Vec<u8>> = dictionary
        .iter()
        .map(|(key, _)| key.clone())
        .filter(|key| !kept.contains(&key.as_slice()))
        .collect();
    for key in gone {
        dictionary.remove(&key);
    }
}

/// A photo inside a page brings its own marks along.
fn pictured(stream: &mut Stream) -> Result<(), Unclean> {
    let filters: Vec<Vec<u8>> = stream
        .filters()
        .map(|names| names.iter().map(|name| name.to_vec()).collect())
        .unwrap_or_default();
    if filters.iter().any(|filter| filter == b"JPXDecode") {
        let marked = |word: &[u8]| stream.content.windows(4).any(|window| window == word);
        return if marked(b"xml ") || marked(b"uuid") {
            Err(Unclean::Embedded)
        } else {
            Ok(())
        };
    }
    if !filters.iter().any(|filter| filter == b"DCTDecode") {
        return Ok(());
    }
    if filters.len() != 1 {
        return Err(Unclean::Embedded);
    }
    let stripped = stripped(&stream.content)?;
    stream.set_content(stripped);
    Ok(())
}

/// A JPEG without its notes. How its colours are coded (JFIF, Adobe) stays, for the page relies on it.
fn stripped(bytes: &[u8]) -> Result<Vec<u8>, Unclean> {
    let mut jpeg = Jpeg::from_bytes(bytes.to_vec().into()).map_err(|_| Unclean::Embedded)?;
    jpeg.segments_mut().retain(|segment| {
        let marker = segment.marker();
        let note = (markers::APP1..=markers::APP15).contains(&marker) || marker == markers::COM;
        !note || marker == markers::APP14
    });
    Ok(jpeg.encoder().bytes().to_vec())
}
