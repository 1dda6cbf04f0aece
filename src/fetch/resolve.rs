//! Names to addresses, judged after they are resolved: what a name means is only known then.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{failure::Refusal, reach::is_public};
use crate::text::CleanText;

/// Resolves names to public addresses only.
///
/// A proxy resolves names by itself, so what is asked through one is judged by its rules.
pub(super) struct PublicOnly {
    /// The hosts of the proxies that the environment names; these may be anywhere.
    pub(super) proxies: Vec<String>,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let anywhere = self.proxies.contains(&host);
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let public: Vec<SocketAddr> = found.iter().copied().filter(|found| anywhere || is_public(found.ip())).collect();
            if public.is_empty() && !found.is_empty() {
                return Err(Refusal::Private(CleanText::line(&host)).into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// The hosts of the proxies that the environment names.
pub(super) fn proxies() -> Vec<String> {
    let named = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
    named.iter().filter_map(|name| std::env::var(name).ok()).filter_map(|value| host(&value)).collect()
}

/// The host of a proxy's address, whose scheme may be left out.
fn host(value: &str) -> Option<String> {
    let with_scheme = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    url::Url::parse(&with_scheme).ok()?.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use reqwest::dns::Resolve;

    use super::{PublicOnly, host};

    fn resolves(proxies: &[&str]) -> Result<usize, String> {
        let resolver = PublicOnly { proxies: proxies.iter().map(ToString::to_string).collect() };
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let found = runtime.block_on(resolver.resolve("localhost".parse().expect("a name")));
        found.map(Iterator::count).map_err(|error| error.to_string())
    }

    #[test]
    fn a_name_that_means_this_machine_is_refused() {
        assert!(resolves(&[]).is_err_and(|error| error.contains("localhost is inside a private network")));
    }

    #[test]
    fn the_proxy_that_the_reader_chose_may_be_on_this_machine() {
        assert!(resolves(&["localhost"]).is_ok_and(|found| found > 0));
        assert_eq!(host("http://user:x@proxy.lan:3128").as_deref(), Some("proxy.lan"));
        assert_eq!(host("proxy.lan:3128").as_deref(), Some("proxy.lan"));
    }
}
