//! What is taken out of every object of a PDF, wherever it stands.

use lopdf::{Dictionary, Object};

/// About the file, its maker and its machine, or run on an event; pages show none of it.
const KEYS: &[&[u8]] = &[
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"AA",
    b"OpenAction",
    b"JS",
    b"JavaScript",
    b"AF",
    b"EF",
    b"EmbeddedFiles",
    b"XFA",
    b"Thumb",
    b"Alt",
    b"CreatorInfo",
    b"User",
    b"Author",
    b"Creator",
    b"Producer",
    b"CreationDate",
    b"ModDate",
    b"SeedValue",
    b"SV",
    b"Lock",
    b"SpiderInfo",
];

/// Actions that run, send or fetch.
const ACTS: &[&[u8]] = &[
    b"JavaScript",
    b"Launch",
    b"URI",
    b"SubmitForm",
    b"ImportData",
    b"GoToR",
    b"GoToE",
    b"Rendition",
    b"Sound",
    b"Movie",
    b"RichMediaExecute",
];

/// Annotations that bring files, sound or programs.
const BRINGERS: &[&[u8]] = &[
    b"FileAttachment",
    b"Sound",
    b"Movie",
    b"Screen",
    b"RichMedia",
    b"3D",
];

/// Remarks, which name who made them.
const REMARKS: &[&[u8]] = &[
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Popup",
    b"Redact",
    b"Link",
];

/// Streams that are files or descriptions, not pages.
const CARRIERS: &[&[u8]] = &[b"Metadata", b"EmbeddedFile"];

/// Strips an object and all it holds. The parser bounds how deep that goes.
pub(super) fn object(object: &mut Object) {
    match object {
        Object::Array(items) => items.iter_mut().for_each(self::object),
        Object::Dictionary(held) => dictionary(held),
        Object::Stream(stream) => {
            if CARRIERS.contains(&name(&stream.dict, b"Type")) {
                stream.set_plain_content(Vec::new());
            }
            dictionary(&mut stream.dict);
        }
        _ => {}
    }
}

fn dictionary(held: &mut Dictionary) {
    if ACTS.contains(&name(held, b"S")) || is_file(held) || is_signature(held) {
        *held = Dictionary::new();
        return;
    }
    let subtype = name(held, b"Subtype").to_vec();
    if held.has(b"Rect") && BRINGERS.contains(&subtype.as_slice()) {
        *held = unseen();
        return;
    }
    if REMARKS.contains(&subtype.as_slice()) {
        for key in [&b"T"[..], b"M", b"NM", b"Subj", b"RC"] {
            held.remove(key);
        }
    }
    for key in KEYS {
        held.remove(key);
    }
    let own: Vec<Vec<u8>> = held
        .iter()
        .map(|(key, _)| key.clone())
        .filter(|key| key.starts_with(b"PTEX."))
        .collect();
    for key in own {
        held.remove(&key);
    }
    for (_, value) in held.iter_mut() {
        object(value);
    }
}

/// A name a dictionary gives, or nothing.
fn name<'a>(held: &'a Dictionary, key: &[u8]) -> &'a [u8] {
    held.get(key).and_then(Object::as_name).unwrap_or_default()
}

fn is_file(held: &Dictionary) -> bool {
    name(held, b"Type") == b"Filespec" || held.has(b"EF")
}

/// A signature names its signer in a certificate; the copy differs from what was signed anyway.
fn is_signature(held: &Dictionary) -> bool {
    held.has(b"ByteRange") && held.has(b"Contents")
}

/// Stands where an annotation was, since lists of them are left as they are.
fn unseen() -> Dictionary {
    let mut held = Dictionary::new();
    held.set("Type", Object::Name(b"Annot".to_vec()));
    held.set("Subtype", Object::Name(b"Text".to_vec()));
    held.set(
        "Rect",
        Object::Array(vec![0.into(), 0.into(), 0.into(), 0.into()]),
    );
    held.set("F", 2);
    held
}
