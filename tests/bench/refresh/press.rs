//! A server of feeds, each of its answers 50 ms late. Some feeds may fail, in every way that there is.

use std::{
    io::{self, Write},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::sleep,
};

use super::paper;

/// How late every answer is.
const LATENCY: Duration = Duration::from_millis(50);

/// Serves until the process is ended; prints the port.
pub fn serve(feeds: usize, faulty: usize) {
    let packed: Arc<Vec<Vec<u8>>> = Arc::new((0..feeds).map(|number| gzip(paper::feed(number).as_bytes())).collect());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind(("0.0.0.0", 0)).await.expect("a port");
        println!("{}", listener.local_addr().expect("an address").port());
        io::stdout().flush().expect("a reader");
        loop {
            if let Ok((stream, _)) = listener.accept().await {
                let packed = Arc::clone(&packed);
                tokio::spawn(async move { answer(stream, &packed, faulty).await });
            }
        }
    });
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(plain).and_then(|()| writer.finish()).expect("memory")
}

/// Answers one request after another on a connection.
async fn answer(mut stream: TcpStream, packed: &[Vec<u8>], faulty: usize) {
    let mut head = Vec::new();
    loop {
        while !head.ends_with(b"\r\n\r\n") {
            let mut buffer = [0; 4_096];
            match stream.read(&mut buffer).await {
                Ok(read) if read > 0 => head.extend_from_slice(&buffer[..read]),
                _ => return,
            }
        }
        let asked = String::from_utf8_lossy(&head).into_owned();
        head.clear();
        let number: usize = asked.split(['/', ' ']).nth(2).and_then(|number| number.parse().ok()).unwrap_or_default();
        let body = packed.get(number).map(Vec::as_slice).unwrap_or_default();
        sleep(LATENCY).await;
        let known = asked.contains("if-none-match") || asked.contains("If-None-Match");
        let sent =
            if number % 100 < faulty { fail(number, &mut stream, body).await } else { send(&mut stream, body, known).await };
        if !sent {
            return;
        }
    }
}

/// Sends a feed, or that it is known. Whether the connection stays open.
async fn send(stream: &mut TcpStream, body: &[u8], known: bool) -> bool {
    if known {
        return stream.write_all(b"HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n").await.is_ok();
    }
    let fields = "Content-Type: application/rss+xml\r\nContent-Encoding: gzip\r\nETag: \"1\"";
    let head = format!("HTTP/1.1 200 OK\r\n{fields}\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await.is_ok() && stream.write_all(body).await.is_ok()
}

/// Fails in one of many ways. Whether the connection stays open.
async fn fail(number: usize, stream: &mut TcpStream, body: &[u8]) -> bool {
    let half = body.get(..body.len() / 2).unwrap_or_default();
    let answer: &[u8] = match number / 100 % 8 {
        0 => b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
        1 => b"HTTP/1.1 429 Busy\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n",
        2 => b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n",
        3 => b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n<html>Log in!</html>",
        4 => b"nonsense\r\n\r\n",
        5 => b"HTTP/1.1 302 Loop\r\nLocation: /0\r\nContent-Length: 0\r\n\r\n",
        6 => b"",
        _ => b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9000000\r\n\r\n",
    };
    drop(stream.write_all(answer).await);
    if number / 100 % 8 == 7 {
        drop(stream.write_all(half).await);
        sleep(Duration::from_secs(5)).await;
    }
    false
}
