//! Security headers (T8): on every answer, whether page, file, redirect or failure.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// What a page may do: show its own styles, pictures and script, and send forms home.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    require-trusted-types-for 'script'";

/// As [`POLICY`], for pages of the desk whose script keeps drafts and looks things up at home (P-01, P-27).
pub const POLICY_OF_THE_DESK: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    require-trusted-types-for 'script'";

/// As [`POLICY`], for the page that shows an attachment: a document of ours stands in a frame (T14).
pub const POLICY_OF_A_FILE_PAGE: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    script-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    require-trusted-types-for 'script'";

/// For an attachment's own bytes: whatever they are, they run nothing, fetch nothing and stand in a
/// place of their own, shown by a page of ours or by none (T14).
pub const POLICY_OF_A_FILE: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; \
    img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// Every power a page could ask for, closed.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
    clipboard-read=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
    gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
    payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), \
    storage-access=(), usb=(), xr-spatial-tracking=()";

const FIXED: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Two years, as the preload lists ask.
const HSTS: &str = "max-age=63072000; includeSubDomains";

/// Puts the headers on an answer. A handler that set one of them itself keeps its own.
pub fn put(headers: &mut HeaderMap, is_tls: bool) {
    for (name, value) in FIXED {
        set(headers, name, value);
    }
    set(headers, header::CACHE_CONTROL, "no-store");
    // Without TLS a browser sends no `Sec-Fetch-Site`, and under `no-referrer` its `Origin` is
    // `null`, so that the origin check would stop every form of an internal network. `same-origin`
    // tells other sites as little.
    set(
        headers,
        header::REFERRER_POLICY,
        if is_tls { "no-referrer" } else { "same-origin" },
    );
    if is_tls {
        set(headers, header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
