//! Who is asked next: many feeds at once, few of one host, and nobody waits for a host that is not its own.

use std::collections::{HashMap, VecDeque};

/// What is to be asked, by host.
#[derive(Debug)]
pub(super) struct Queue<T> {
    per_host: usize,
    hosts: HashMap<String, Host<T>>,
    /// The hosts that may be asked at once, each as often as it has free places and something waiting.
    ready: VecDeque<String>,
}

#[derive(Debug)]
struct Host<T> {
    waiting: VecDeque<T>,
    under_way: usize,
}

impl<T> Queue<T> {
    pub(super) fn new(per_host: usize, all: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut queue = Self { per_host: per_host.max(1), hosts: HashMap::new(), ready: VecDeque::new() };
        for (name, one) in all {
            let host = queue.hosts.entry(name.clone()).or_insert_with(|| Host { waiting: VecDeque::new(), under_way: 0 });
            host.waiting.push_back(one);
            if host.waiting.len() <= queue.per_host {
                queue.ready.push_back(name);
            }
        }
        queue
    }

    /// The next one, whose host counts as busy until [`Queue::done`]; `None` while every host that is left is busy.
    pub(super) fn next(&mut self) -> Option<(String, T)> {
        while let Some(name) = self.ready.pop_front() {
            if let Some(host) = self.hosts.get_mut(&name)
                && let Some(one) = host.waiting.pop_front()
            {
                host.under_way += 1;
                return Some((name, one));
            }
        }
        None
    }

    /// One request to this host has ended.
    pub(super) fn done(&mut self, name: &str) {
        let Some(host) = self.hosts.get_mut(name) else { return };
        host.under_way = host.under_way.saturating_sub(1);
        if !host.waiting.is_empty() {
            self.ready.push_back(name.to_owned());
        } else if host.under_way == 0 {
            self.hosts.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;

    #[test]
    fn a_slow_host_with_many_feeds_holds_up_nobody_else() {
        let slow = (0..5).map(|number| ("slow".to_owned(), number));
        let mut queue = Queue::new(2, slow.chain([("quick".to_owned(), 9)]));
        let asked: Vec<i32> = std::iter::from_fn(|| queue.next()).map(|(_, one)| one).collect();
        assert_eq!(asked, [0, 1, 9]);
        queue.done("quick");
        assert_eq!(queue.next(), None);
        queue.done("slow");
        assert_eq!(queue.next(), Some(("slow".to_owned(), 2)));
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn everything_is_asked_once() {
        let mut queue = Queue::new(2, (0..100).map(|number| ((number % 7).to_string(), number)));
        let (mut asked, mut busy) = (Vec::new(), Vec::new());
        loop {
            while let Some((host, one)) = queue.next() {
                asked.push(one);
                busy.push(host);
            }
            let Some(host) = busy.pop() else { break };
            queue.done(&host);
        }
        asked.sort_unstable();
        assert_eq!(asked, (0..100).collect::<Vec<_>>());
    }
}
