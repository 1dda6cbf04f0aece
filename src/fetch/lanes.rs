//! At most so many requests to one host at one time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many hosts are remembered before the idle ones are forgotten.
const MOST_HOSTS: usize = 256;

/// The lanes to each host.
#[derive(Debug)]
pub(super) struct Lanes {
    per_host: usize,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl Lanes {
    pub(super) fn new(per_host: usize) -> Self {
        Self { per_host: per_host.max(1), hosts: Mutex::default() }
    }

    /// Waits for a free lane to `host` and holds it for as long as the value lives.
    pub(super) async fn enter(&self, host: &str) -> Option<OwnedSemaphorePermit> {
        let lanes = self.to(host);
        lanes.acquire_owned().await.ok()
    }

    fn to(&self, host: &str) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= MOST_HOSTS {
            hosts.retain(|_, lanes| Arc::strong_count(lanes) > 1);
        }
        Arc::clone(hosts.entry(host.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(self.per_host))))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lanes, MOST_HOSTS};

    #[test]
    fn a_busy_host_keeps_its_lanes_while_idle_hosts_are_forgotten() {
        let lanes = Lanes::new(2);
        let busy = lanes.to("busy.example");
        let _held = busy.try_acquire().expect("a free lane");
        for number in 0..MOST_HOSTS * 2 {
            lanes.to(&number.to_string());
        }
        assert_eq!(lanes.to("busy.example").available_permits(), 1);
        assert!(lanes.hosts.lock().is_ok_and(|hosts| hosts.len() <= MOST_HOSTS + 1));
    }
}
