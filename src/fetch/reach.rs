//! Which addresses may be reached.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::failure::Refusal;
use crate::text::{CleanText, SafeUrl};

/// How far a request may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The reader named the address: it may be anywhere, on this machine too.
    Anywhere,
    /// Content chose the address: it may not end inside a private network.
    Public,
}

impl Reach {
    /// How far a redirect from `page` to `target` may reach: a host on a private network may redirect within itself,
    /// nobody else may lead there.
    #[must_use]
    pub fn redirected(self, page: &SafeUrl, target: &SafeUrl) -> Self {
        if same_origin(page, target) || secured(page, target) { self } else { Self::Public }
    }

    /// Refuses an address that names a private network by its numbers. Names are judged when they are resolved.
    pub(super) fn judge(self, url: &SafeUrl) -> Result<(), Refusal> {
        let address = match Url::parse(url.as_str()).ok().as_ref().and_then(Url::host) {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            _ => return Ok(()),
        };
        if self == Self::Anywhere || is_public(address) { Ok(()) } else { Err(Refusal::Private(CleanText::line(url.host()))) }
    }
}

/// Whether two addresses have the same scheme, host and port.
pub(super) fn same_origin(one: &SafeUrl, other: &SafeUrl) -> bool {
    let origin = |url: &SafeUrl| Url::parse(url.as_str()).map(|url| url.origin());
    matches!((origin(one), origin(other)), (Ok(one), Ok(other)) if one == other)
}

/// Whether `target` is the same host as `page` by https instead of http, both at their usual ports.
fn secured(page: &SafeUrl, target: &SafeUrl) -> bool {
    let usual = |url: &SafeUrl, scheme| {
        Url::parse(url.as_str())
            .ok()
            .filter(|url| url.scheme() == scheme && url.port().is_none())
            .and_then(|url| url.host().map(|host| host.to_owned()))
    };
    usual(page, "http").is_some_and(|host| Some(host) == usual(target, "https"))
}

/// Whether an address belongs to the public internet: not to this machine, a private or shared network, a link, a
/// test, or a way to write such an address inside another one.
///
/// After the special-purpose registries of IANA (RFC 6890).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// What is not public of the old addresses: a network and the bits of its prefix.
const RESERVED: [(Ipv4Addr, u32); 14] = [
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    !RESERVED.iter().any(|(network, bits)| (address.to_bits() ^ network.to_bits()).leading_zeros() >= *bits)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let within = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        // Mapped (::ffff:a.b.c.d), translated (64:ff9b::a.b.c.d, RFC 6052) and 6to4 (2002:a.b.c.d::, RFC 3056): what
        // counts is the address inside.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            is_public_v4(within(high, low))
        }
        // Protocol assignments with Teredo, documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // Global unicast; outside of it are loopback, link-local, unique local, site-local and multicast.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, is_public};
    use crate::text::SafeUrl;

    #[test]
    fn no_way_of_writing_a_private_address_gets_through() {
        for private in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://10.1.2.3/",
            "http://172.31.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[::]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a00:1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[::127.0.0.1]/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[ff02::1]/",
            "http://[2001:db8::1]/",
        ] {
            let url = SafeUrl::parse(private).expect(private);
            assert!(Reach::Public.judge(&url).is_err(), "{private}");
            assert!(Reach::Anywhere.judge(&url).is_ok(), "{private}");
        }
    }

    #[test]
    fn public_addresses_pass() {
        for public in ["1.1.1.1", "100.63.0.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "2a00::1"] {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
    }

    #[test]
    fn a_redirect_keeps_its_reach_only_within_its_own_host() {
        let to = |page, target| {
            let url = |raw| SafeUrl::parse(raw).expect("an address");
            Reach::Anywhere.redirected(&url(page), &url(target))
        };
        assert_eq!(to("http://10.0.0.1/a", "http://10.0.0.1/b"), Reach::Anywhere);
        assert_eq!(to("http://router/a", "https://router/a"), Reach::Anywhere);
        assert_eq!(to("http://10.0.0.1/a", "http://10.0.0.1:8080/b"), Reach::Public);
        assert_eq!(to("https://router/a", "http://router/a"), Reach::Public);
        assert_eq!(to("https://e.org/", "http://localhost/"), Reach::Public);
    }
}
