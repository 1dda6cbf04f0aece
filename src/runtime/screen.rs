//! The terminal while newsprint has it: entered after everything that can fail, given back exactly once.

use std::{
    io::{self, BufWriter, Write, stdout},
    sync::atomic::{AtomicBool, AtomicU16, Ordering},
};

use crossterm::{
    cursor, event, execute, queue,
    style::Print,
    terminal::{self, BeginSynchronizedUpdate, EndSynchronizedUpdate},
};
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};

use super::probe::{self, Surroundings};
use crate::{
    app::{App, linear::Heard},
    layout::{Tier, headlines::wrapped},
    text::{self, CleanText},
    ui::{self, cursor::Cursor},
};

/// Whether the terminal is ours; whoever turns it off restores.
static OURS: AtomicBool = AtomicBool::new(false);

/// Whether the terminal shows sentences: then it has nothing to be given back but its modes.
static LINEAR: AtomicBool = AtomicBool::new(false);

/// The rows of the screen that may be doubled: their size outlives what stood on them.
static DOUBLED: AtomicU16 = AtomicU16::new(0);

/// The size that counts where a terminal tells none.
const FALLBACK: (u16, u16) = (80, 24);

type Backend = CrosstermBackend<BufWriter<Glass>>;

/// The terminal while newsprint has it.
pub struct Screen {
    terminal: Terminal<Backend>,
    size: (u16, u16),
    /// What was said, where the screen is sentences instead of a picture.
    heard: Option<Heard>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over; `linear` for sentences one after another instead of a picture.
    pub fn enter(linear: bool) -> io::Result<Self> {
        let size = measured();
        let terminal = terminal_of(size)?;
        LINEAR.store(linear, Ordering::SeqCst);
        take_over()?;
        Ok(Self { terminal, size, heard: linear.then(Heard::default), mouse: false })
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn use_mouse(&mut self, wanted: bool) -> io::Result<()> {
        if wanted == self.mouse || self.heard.is_some() {
            return Ok(());
        }
        self.mouse = wanted;
        let sequence = if wanted { ui::sequence::MOUSE_ON } else { ui::sequence::MOUSE_OFF };
        self.terminal.backend_mut().write_all(sequence.as_bytes())
    }

    /// Says what is new, each from a line of its own on, broken between words where a window of `width` columns needs it. The
    /// cursor stays on the last of them, which says what is chosen.
    fn say(heard: &mut Heard, app: &App, width: u16) -> io::Result<()> {
        let mut out = stdout().lock();
        let news = heard.news(app);
        let fits = |said: &CleanText| text::width(said) <= usize::from(width);
        for line in news.iter().flat_map(|said| if fits(said) { vec![said.clone()] } else { wrapped(said, width) }) {
            write!(out, "\r\n{line}")?;
        }
        if !news.is_empty() {
            out.write_all(b"\r")?;
        }
        out.flush()
    }

    /// Asks the terminal what it can do, where it may be asked, and clears what the questions may have left. The answers
    /// are for the input to read. Returns whether it was asked.
    pub fn ask(&mut self, surroundings: &Surroundings) -> io::Result<bool> {
        let Some(question) = probe::question(surroundings).filter(|_| self.heard.is_none()) else { return Ok(false) };
        let out = self.terminal.backend_mut();
        out.write_all(question.as_bytes())?;
        queue!(out, terminal::Clear(terminal::ClearType::All))?;
        Ok(true)
    }

    /// The window's size in cells.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Takes note of the window's size; gives it where it has changed.
    pub fn fit(&mut self) -> Option<(u16, u16)> {
        let size = measured();
        if size == self.size {
            return None;
        }
        self.size = size;
        self.clear().is_ok().then_some(size)
    }

    /// Paints what has changed; all of it appears at once where the terminal can do that.
    pub fn draw(&mut self, app: &App) -> io::Result<()> {
        if let Some(heard) = &mut self.heard {
            return Self::say(heard, app, self.size.0);
        }
        self.use_mouse(app.settings().mouse)?;
        self.note_rows(app.reader().tier())?;
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| ui::view(app, frame))?;
        match ui::cursor::of(app) {
            // It shows where the focus is to whoever follows it, and is seen where something is typed.
            Some(Cursor { x, y, typing: true }) => queue!(self.terminal.backend_mut(), cursor::MoveTo(x, y), cursor::Show)?,
            Some(Cursor { x, y, typing: false }) => queue!(self.terminal.backend_mut(), cursor::MoveTo(x, y))?,
            None => {}
        }
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        Write::flush(self.terminal.backend_mut())
    }

    /// Takes note of whether rows may be doubled from now on; where they no longer are, makes all of them plain.
    fn note_rows(&mut self, tier: Tier) -> io::Result<()> {
        if tier == Tier::Doubled {
            DOUBLED.fetch_max(self.size.1, Ordering::SeqCst);
        } else if DOUBLED.load(Ordering::SeqCst) > 0 {
            make_rows_plain(self.terminal.backend_mut())?;
            self.clear()?;
        }
        Ok(())
    }

    /// Clears the screen and forgets what was on it, so that the next painting draws every cell. ratatui's own clearing
    /// asks the terminal where its cursor is, and waits in vain where nothing answers.
    pub fn clear(&mut self) -> io::Result<()> {
        if let Some(heard) = &mut self.heard {
            *heard = Heard::default();
            return Ok(());
        }
        let used = std::mem::replace(&mut self.terminal, terminal_of(self.size)?);
        discard(used);
        queue!(self.terminal.backend_mut(), terminal::Clear(terminal::ClearType::All))
    }

    /// Gives the terminal back and stops, until the shell lets us go on; `false` where there is no shell that could.
    pub fn suspend(&mut self) -> io::Result<bool> {
        if super::signals::is_job() {
            restore();
            super::signals::stop_here()?;
            take_over()?;
            self.mouse = false;
            return self.clear().map(|()| true);
        }
        Ok(false)
    }

    /// Gives the terminal back for a while, to a program that is to draw on it.
    pub fn lend(&mut self) {
        restore();
    }

    /// Takes the terminal over again, and clears it.
    pub fn take_back(&mut self) -> io::Result<()> {
        if self.heard.is_none() {
            self.terminal.backend_mut().write_all(ui::sequence::TAMED.as_bytes())?;
            Write::flush(self.terminal.backend_mut())?;
        }
        take_over()?;
        if self.heard.is_none() {
            // Not before: the first screen keeps the place where its shell goes on.
            self.terminal.backend_mut().write_all(ui::sequence::WHOLE_PAGE.as_bytes())?;
        }
        self.mouse = false;
        self.size = measured();
        self.clear()
    }

    /// Asks the terminal to put a text on the clipboard.
    pub fn copy(&mut self, text: &CleanText) -> io::Result<()> {
        let sequence = ui::sequence::copy(text).unwrap_or_default();
        self.terminal.backend_mut().write_all(sequence.as_bytes())
    }

    /// Gives the terminal back for good.
    pub fn leave(self) {
        drop(self);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
        // The last word of ratatui's terminal follows when the fields go.
        MUTED.store(true, Ordering::SeqCst);
    }
}

/// Standard output, unless it is muted.
///
/// A ratatui terminal that goes shows the cursor, and prints on standard error where that fails; on a terminal that has
/// vanished both fail, which is a panic. So its last word goes nowhere: [`restore`] has shown the cursor.
#[derive(Debug)]
struct Glass;

static MUTED: AtomicBool = AtomicBool::new(false);

impl Write for Glass {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if MUTED.load(Ordering::SeqCst) { Ok(bytes.len()) } else { stdout().write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if MUTED.load(Ordering::SeqCst) { Ok(()) } else { stdout().flush() }
    }
}

fn discard(used: Terminal<Backend>) {
    MUTED.store(true, Ordering::SeqCst);
    drop(used);
    MUTED.store(false, Ordering::SeqCst);
}

fn terminal_of((width, height): (u16, u16)) -> io::Result<Terminal<Backend>> {
    let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, Glass));
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    Terminal::with_options(backend, TerminalOptions { viewport })
}

fn measured() -> (u16, u16) {
    let (width, height) = terminal::size().unwrap_or(FALLBACK);
    (if width == 0 { FALLBACK.0 } else { width }, if height == 0 { FALLBACK.1 } else { height })
}

fn take_over() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    if LINEAR.load(Ordering::SeqCst) {
        return Ok(());
    }
    execute!(stdout(), terminal::EnterAlternateScreen, event::EnableBracketedPaste, cursor::Hide)
}

/// Takes the size from all rows that may be doubled.
fn make_rows_plain(out: &mut impl Write) -> io::Result<()> {
    for row in 0..DOUBLED.swap(0, Ordering::SeqCst) {
        queue!(out, cursor::MoveTo(0, row), Print(ui::sequence::PLAIN_ROW))?;
    }
    Ok(())
}

/// Gives the terminal back as it was. Does nothing where it is not ours, so that it can be called from anywhere.
pub fn restore() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    if LINEAR.load(Ordering::SeqCst) {
        // What follows begins on a line of its own.
        drop(stdout().write_all(b"\r\n"));
        drop(terminal::disable_raw_mode());
        return;
    }
    let mut out = stdout();
    // A terminal that is gone can't be restored; there is nobody to tell.
    drop(out.write_all(ui::sequence::MOUSE_OFF.as_bytes()));
    drop(make_rows_plain(&mut out));
    drop(execute!(out, EndSynchronizedUpdate, event::DisableBracketedPaste, terminal::LeaveAlternateScreen, cursor::Show));
    drop(terminal::disable_raw_mode());
}
