//! A server that does whatever a test wants.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

/// Listens on a free port of loopback for as long as the test runs.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Lets `behaviour` answer each request: it is given the request's head, with the field names in lower case, and
    /// the connection, which is closed when it returns.
    pub fn start(behaviour: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        Self::start_at("127.0.0.1", behaviour)
    }

    /// The same at another address of loopback, which is another host.
    pub fn start_at(address: &str, behaviour: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((address, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (behaviour, log) = (Arc::new(behaviour), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (behaviour, log) = (Arc::clone(&behaviour), Arc::clone(&log));
                thread::spawn(move || serve(stream, &*behaviour, &log));
            }
        });
        Self { address, requests }
    }

    /// The address of `path` here.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of all requests so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn serve(mut stream: TcpStream, behaviour: &dyn Fn(&str, &mut TcpStream), log: &Mutex<Vec<String>>) {
    let Ok(reading) = stream.try_clone() else { return };
    let lines = BufReader::new(reading).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let head = lines.map(|line| lower_name(&line)).collect::<Vec<_>>().join("\n");
    log.lock().unwrap_or_else(PoisonError::into_inner).push(head.clone());
    behaviour(&head, &mut stream);
}

fn lower_name(line: &str) -> String {
    match line.split_once(": ") {
        Some((name, value)) => format!("{}: {value}", name.to_ascii_lowercase()),
        None => line.to_owned(),
    }
}

/// Sends an answer that ends with the connection. The client may hang up first, so failing to send is no matter.
pub fn closing(out: &mut TcpStream, status: &str, fields: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n{fields}\r\n");
    let _ = out.write_all(head.as_bytes()).and_then(|()| out.write_all(body));
}

/// Sends a redirect.
pub fn redirect(out: &mut TcpStream, status: u16, target: &str) {
    closing(out, &format!("{status} Moved"), &format!("Location: {target}\r\nContent-Length: 0\r\n"), b"");
}
