//! How a browser writes a filled form into the body of its request.

/// Pairs of a form, as a test writes them.
pub fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    of.iter().map(owned).collect()
}

/// Pairs in an address or a plain body.
pub fn encoded(pairs: &[(String, String)]) -> String {
    let escape = |text: &str| {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        };
        text.replace('\n', "\r\n")
            .bytes()
            .map(byte)
            .collect::<String>()
    };
    let pair = |(name, value): &(String, String)| format!("{}={}", escape(name), escape(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// What parts the parts.
pub const BOUNDARY: &str = "----0123456789";

/// Fields come before the chosen files and the button after them, as in the page.
pub fn multipart(
    fields: &[(String, String)],
    files: &[(String, Vec<u8>)],
    button: Option<&(String, String)>,
) -> Vec<u8> {
    let mut body = Vec::new();
    let text = |body: &mut Vec<u8>, (name, value): &(String, String)| {
        let part = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    };
    for pair in fields {
        text(&mut body, pair);
    }
    let none = [(String::new(), Vec::new())];
    for (name, bytes) in if files.is_empty() { &none[..] } else { files } {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    if let Some(button) = button {
        text(&mut body, button);
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
