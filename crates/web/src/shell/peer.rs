//! Who asks: a number that means nothing after this process ends, and nothing outside it (T9, T23).

use std::collections::hash_map::RandomState;
use std::convert::Infallible;
use std::hash::BuildHasher;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::site::{Edge, Shared};

/// The keyed hash of a peer's network. The key is random, lives in memory and dies with the
/// process; neither address nor hash is ever stored or logged.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Peer(u64);

/// The key of this process.
#[derive(Default)]
pub struct Peers(RandomState);

impl Peers {
    /// The peer at an address. IPv6 peers are told apart by their /64, which one household holds.
    pub fn at(&self, address: Option<IpAddr>) -> Peer {
        let network = match address {
            None => Vec::new(),
            Some(IpAddr::V4(address)) => address.octets().to_vec(),
            Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
                Some(address) => address.octets().to_vec(),
                None => address.octets()[..8].to_vec(),
            },
        };
        Peer(self.0.hash_one(network))
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
        Ok(front.peers.at(address))
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

    #[test]
    fn one_household_is_one_peer_to_one_process() {
        let (peers, others) = (Peers::default(), Peers::default());
        let at = |address: &str| Some(address.parse().unwrap());
        assert!(peers.at(at("2001:db8:1:2::5")) == peers.at(at("2001:db8:1:2:ffff::1")));
        assert!(peers.at(at("2001:db8:1:2::5")) != peers.at(at("2001:db8:1:3::5")));
        assert!(peers.at(at("192.0.2.1")) == peers.at(at("::ffff:192.0.2.1")));
        assert!(peers.at(at("192.0.2.1")) != peers.at(at("192.0.2.2")));
        assert!(peers.at(at("192.0.2.1")) != others.at(at("192.0.2.1")));
    }
}
