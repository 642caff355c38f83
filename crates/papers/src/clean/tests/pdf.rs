//! PDFs that name their author, act when opened and bring files along.

use std::process::Command;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::*;

/// One page that says a sentence, with everything a PDF can carry besides.
pub(super) fn crafted() -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let secret = || Object::string_literal(SECRET);
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier",
    });
    let content = b"BT /F1 20 Tf 50 700 Td (The bridge was never built) Tj ET".to_vec();
    let content = document.add_object(Stream::new(Dictionary::new(), content));
    let script = dictionary! { "S" => "JavaScript", "JS" => secret() };
    let script_id = document.add_object(script.clone());
    let file = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, SECRET.into());
    let file = document.add_object(file);
    let attached = document.add_object(dictionary! {
        "Type" => "Filespec", "F" => secret(), "EF" => dictionary! { "F" => file },
    });
    let xmp = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        SECRET.into(),
    );
    let xmp = document.add_object(xmp);
    let remark = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "T" => secret(), "M" => secret(),
        "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Contents" => Object::string_literal("a remark"),
    });
    let link = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Link",
        "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "A" => dictionary! { "S" => "URI", "URI" => secret() },
    });
    let clip = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FileAttachment", "FS" => attached,
        "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
    });
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Metadata" => xmp,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "Annots" => vec![remark.into(), link.into(), clip.into()],
        "AA" => dictionary! { "O" => script_id },
        "PieceInfo" => dictionary! { "App" => dictionary! { "Private" => secret() } },
    });
    let held = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(held));
    let root = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => xmp, "OpenAction" => script,
        "AF" => vec![attached.into()],
        "Names" => dictionary! {
            "EmbeddedFiles" => dictionary! { "Names" => vec![secret(), attached.into()] },
            "JavaScript" => dictionary! { "Names" => vec![secret(), script_id.into()] },
        },
    });
    let info = document.add_object(dictionary! {
        "Author" => secret(), "Creator" => secret(), "Producer" => secret(),
    });
    document.trailer.set("Root", root);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_pdf_loses_author_files_and_scripts() {
    let bytes = crafted();
    assert!(holds(&bytes, SECRET));
    let copied = clean(FileKind::Pdf, &bytes, &LIMITS).unwrap().bytes;
    for word in [
        SECRET,
        "/Info",
        "/JavaScript",
        "/OpenAction",
        "/EmbeddedFile",
        "/Metadata",
        "/URI",
    ] {
        assert!(!holds(&copied, word), "{word}");
    }
    assert!(holds(&copied, "a remark"));
}

/// As a reader's program sees it.
#[test]
fn the_copy_opens_and_says_what_it_said() {
    let copied = clean(FileKind::Pdf, &crafted(), &LIMITS).unwrap().bytes;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.pdf");
    std::fs::write(&file, copied).unwrap();
    let told = Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    assert!(told.status.success());
    assert!(String::from_utf8_lossy(&told.stdout).contains("The bridge was never built"));
    let info = Command::new("pdfinfo").arg(&file).output().unwrap();
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    assert!(info.contains("Pages:") && !info.contains("Author") && !info.contains("Producer"));
}

/// An earlier version of the file lies in front of the later one.
#[test]
fn what_was_deleted_before_does_not_come_along() {
    let first = crafted();
    let mut document = Document::load_mem(&first).unwrap();
    document.trailer.remove(b"Info");
    let mut later = Vec::new();
    document.save_to(&mut later).unwrap();
    let old = format!("%PDF-1.4\n% {SECRET}\n");
    let both = [old.as_bytes(), &later[9..]].concat();
    if let Ok(copied) = clean(FileKind::Pdf, &both, &LIMITS) {
        assert!(!holds(&copied.bytes, SECRET));
    }
}

#[test]
fn a_photo_on_a_page_loses_its_notes() {
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8)
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .unwrap();
    let mut photo = jpeg.into_inner();
    let note: Vec<u8> = [
        &[0xFF, 0xFE, 0, 2 + SECRET.len() as u8][..],
        SECRET.as_bytes(),
    ]
    .concat();
    photo.splice(2..2, note);
    let mut document = Document::load_mem(&crafted()).unwrap();
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 8, "Height" => 8,
        "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => "DCTDecode",
    };
    let picture = document.add_object(Stream::new(picture, photo));
    let page = document.page_iter().next().unwrap();
    let page = document.get_dictionary_mut(page).unwrap();
    let resources = page.get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
    resources.set("XObject", dictionary! { "Im1" => picture });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let copied = clean(FileKind::Pdf, &bytes, &LIMITS).unwrap().bytes;
    assert!(!holds(&copied, SECRET) && holds(&copied, "DCTDecode"));
}

#[test]
fn a_page_that_would_grow_without_bound_is_not_cleaned() {
    let mut document = Document::load_mem(&crafted()).unwrap();
    let mut grown = Stream::new(Dictionary::new(), vec![b' '; 3_000_000]);
    grown.compress().unwrap();
    let id = document.add_object(grown);
    let page = document.page_iter().next().unwrap();
    document
        .get_dictionary_mut(page)
        .unwrap()
        .set("Contents", id);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert!(bytes.len() < 20_000);
    assert_eq!(
        clean(FileKind::Pdf, &bytes, &LIMITS),
        Err(Unclean::TooLarge)
    );
}

#[test]
fn a_pdf_without_pages_is_no_copy() {
    let bare =
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
    assert_eq!(clean(FileKind::Pdf, bare, &LIMITS), Err(Unclean::Damaged));
}
