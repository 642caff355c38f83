//! Who asks: a number that means nothing after this process ends, and nothing outside it (T9, T23).

use std::collections::hash_map::RandomState;
use std::convert::Infallible;
use std::hash::BuildHasher;
use std::net::{IpAddr, SocketAddr};
use std::sync::LazyLock;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::site::{Edge, Shared};

/// The keyed hash of a peer's network. The key is random, lives in memory and dies with the
/// process; neither address nor hash is ever stored or logged.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Peer(u64);

static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);

impl Peer {
    /// The peer at an address. IPv6 peers are told apart by their /64, which one household holds.
    pub fn at(address: Option<IpAddr>) -> Self {
        let network = match address {
            None => Vec::new(),
            Some(IpAddr::V4(address)) => address.octets().to_vec(),
            Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
                Some(address) => address.octets().to_vec(),
                None => address.octets()[..8].to_vec(),
            },
        };
        Self(KEY.hash_one(network))
    }
}

impl FromRequestParts<Shared> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Infallible> {
        let address = match front.site.edge {
            Edge::Trusted => forwarded(parts),
            Edge::Direct => parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|ConnectInfo(address)| address.ip()),
        };
        Ok(Self::at(address))
    }
}

/// The last address: the one the trusted edge itself appended. Earlier ones anyone can write.
fn forwarded(parts: &Parts) -> Option<IpAddr> {
    let header = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()?;
    header
        .to_str()
        .ok()?
        .rsplit(',')
        .next()?
        .trim()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(address: &str) -> Peer {
        Peer::at(Some(address.parse().unwrap()))
    }

    #[test]
    fn one_household_is_one_peer() {
        assert!(peer("2001:db8:1:2::5") == peer("2001:db8:1:2:ffff::1"));
        assert!(peer("2001:db8:1:2::5") != peer("2001:db8:1:3::5"));
        assert!(peer("192.0.2.1") == peer("::ffff:192.0.2.1"));
        assert!(peer("192.0.2.1") != peer("192.0.2.2"));
    }
}
