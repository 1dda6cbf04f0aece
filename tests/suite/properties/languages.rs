//! Justified and hyphenated prose in every language that newsprint has rules for and readers meet most.

use newsprint::{
    layout::{Cells, Line, Page, Role, Sheet, typeset},
    model::{Block, Document, Span},
    text::CleanText,
};

/// A paragraph, and one of its words with the place where a dictionary divides it.
const SAMPLES: [(&str, &str, &str); 7] = [
    (
        "en",
        "Yesterday afternoon the harbour administration unexpectedly announced extraordinary measures: passengers without reservations \
         will temporarily be transported by neighbouring companies, and the responsible representatives apologised for considerable \
         inconvenience. Nevertheless, international visitors remained surprisingly cheerful and photographed everything.",
        "neigh-bouring",
    ),
    (
        "de",
        "Überraschend veröffentlichten die Verkehrsbetriebe gestern ihre Unternehmenszahlen: Trotz außerordentlicher \
         Witterungsverhältnisse beförderten die Ausflugsschiffe mehr Fahrgäste als im vergleichbaren Vorjahreszeitraum, und die \
         Geschäftsführung kündigte zusätzliche Verbindungen zwischen sämtlichen Anlegestellen an.",
        "beför-derten",
    ),
    (
        "fr",
        "Hier après-midi, l’administration portuaire a annoncé des mesures extraordinaires : les voyageurs dépourvus de réservation \
         seront transportés temporairement par des compagnies voisines, et les représentants responsables ont présenté leurs excuses \
         pour les désagréments considérables. Néanmoins, les visiteurs internationaux photographiaient tout.",
        "adminis-tration",
    ),
    (
        "es",
        "Ayer por la tarde la administración portuaria anunció inesperadamente medidas extraordinarias: los pasajeros desprovistos de \
         reserva serán transportados temporalmente por compañías vecinas, y los representantes responsables presentaron disculpas por \
         las considerables incomodidades. Sin embargo, los visitantes internacionales fotografiaban absolutamente todo.",
        "temporal-mente",
    ),
    (
        "it",
        "Ieri pomeriggio l’amministrazione portuale ha annunciato inaspettatamente provvedimenti straordinari: i passeggeri sprovvisti \
         di prenotazione saranno trasportati temporaneamente da compagnie vicine, e i rappresentanti responsabili hanno presentato le \
         loro scuse per i considerevoli inconvenienti. Ciononostante i visitatori internazionali fotografavano tranquillamente tutto.",
        "temporanea-mente",
    ),
    (
        "pt",
        "Ontem à tarde a administração portuária anunciou inesperadamente medidas extraordinárias: os passageiros desprovidos de reserva \
         serão transportados temporariamente por companhias vizinhas, e os representantes responsáveis apresentaram desculpas pelos \
         consideráveis incómodos. Entretanto, os visitantes internacionais fotografavam absolutamente tudo.",
        "inesperada-mente",
    ),
    (
        "ru",
        "Вчера вечером администрация порта неожиданно объявила чрезвычайные меры: пассажиров, путешествующих без бронирования, временно \
         перевезут соседние предприятия, а ответственные представители извинились за значительные неудобства. Тем не менее \
         международные посетители сохраняли удивительное спокойствие и фотографировали достопримечательности.",
        "админи-страция",
    ),
];

fn page(language: &'static str, text: &'static str, measure: u32) -> Page {
    let words = vec![Span { text: CleanText::from(text), ..Span::default() }];
    let blocks = vec![Block::Heading { level: 2, text: words.clone() }, Block::Paragraph(words)];
    let story = Document { blocks, language: language.into(), ..Document::default() };
    typeset(&story, &Cells, &Sheet { measure, justify: true, hyphenate: true, ..Sheet::default() })
}

fn words(line: &Line) -> String {
    let mut shown = String::new();
    for run in &line.runs {
        shown.push_str(&run.text);
        shown.push_str(&" ".repeat(run.width as usize - newsprint::text::width(&run.text)));
    }
    shown
}

/// The lines of the paragraph below the heading, and whether each ends in a hyphen of ours.
fn body(page: &Page) -> Vec<(&Line, bool)> {
    let hyphen = |line: &Line| line.runs.last().is_some_and(|run| run.source.is_none() && &*run.text == "-");
    page.lines.iter().filter(|line| line.anchor.leaf == 1).map(|line| (line, hyphen(line))).collect()
}

#[test]
fn no_column_of_any_language_is_full_of_hyphens_or_of_holes() {
    for (language, text, _) in SAMPLES {
        let mut hyphens = 0;
        for measure in 20..=300 {
            let page = page(language, text, measure);
            let lines = body(&page);
            let heads = page.lines.iter().flat_map(|line| &line.runs).filter(|run| matches!(run.role, Role::Heading(_)));
            assert!(heads.clone().all(|run| run.source.is_some()), "{language} {measure}: a heading is hyphenated");
            assert!(lines.windows(2).all(|pair| !(pair[0].1 && pair[1].1)), "{language} {measure}: two hyphens running");
            let is_needed = |line: &Line| {
                let shown = words(line);
                let head = shown.trim_end_matches('-').rsplit(' ').next().unwrap_or_default();
                text.split_whitespace().any(|word| word.contains(head) && newsprint::text::width(word) > measure as usize)
            };
            let needless = lines.iter().any(|(line, hyphen)| *hyphen && !is_needed(line));
            assert!(measure >= 24 || !needless, "{language} {measure}: too narrow for hyphens");
            hyphens += lines.iter().filter(|(_, hyphen)| *hyphen).count();
            for (line, hyphen) in &lines {
                let shown = words(line);
                let left = shown.strip_suffix('-').filter(|_| *hyphen).and_then(|text| text.split_whitespace().next_back());
                let letters = left.map_or(3, |left| left.chars().filter(|c| c.is_alphabetic()).count());
                assert!(letters >= 3, "{language} {measure}: {shown:?}");
                assert!(!shown.contains("   "), "{language} {measure}: a hole in {shown:?}");
            }
        }
        assert!(hyphens > 40, "{language}: {hyphens} hyphens at all widths");
    }
}

#[test]
fn a_word_that_fits_no_line_is_divided_as_its_language_divides_it() {
    let words = vec![Span { text: CleanText::from("Trotz außerordentlicher Witterungsverhältnisse"), ..Span::default() }];
    let story = Document { blocks: vec![Block::Paragraph(words)], language: "de".into(), ..Document::default() };
    let page = typeset(&story, &Cells, &Sheet { measure: 20, ..Sheet::default() });
    let lines: Vec<String> = page.lines.iter().map(self::words).collect();
    assert_eq!(lines, ["Trotz", "außerordentlicher", "Witterungsverhält-", "nisse"]);
}

#[test]
fn a_block_without_end_has_no_two_hyphens_running_either() {
    for (language, text, _) in SAMPLES {
        let words = vec![Span { text: CleanText::block(&format!("{text} ").repeat(500)), ..Span::default() }];
        let story = Document { blocks: vec![Block::Paragraph(words)], language: language.into(), ..Document::default() };
        for measure in [32, 45, 66] {
            let page = typeset(&story, &Cells, &Sheet { measure, justify: true, hyphenate: true, ..Sheet::default() });
            let hyphen = |line: &Line| line.runs.last().is_some_and(|run| run.text.ends_with(['-', '‐']));
            let hyphens = page.lines.iter().filter(|line| hyphen(line)).count();
            assert!(hyphens * 20 > page.lines.len(), "{language} {measure}: {hyphens} hyphens in {} lines", page.lines.len());
            let running = page.lines.windows(2).find(|pair| hyphen(&pair[0]) && hyphen(&pair[1]));
            assert!(running.is_none(), "{language} {measure}: {running:?}");
        }
    }
}

#[test]
fn justified_columns_are_mostly_straight_at_the_right() {
    for (language, text, _) in SAMPLES {
        for measure in [44, 50, 60, 66] {
            let page = page(language, text, measure);
            let lines = body(&page);
            let (_, inner) = lines.split_last().expect("lines");
            let end = |line: &Line| line.runs.last().map_or(0, |run| run.x + run.width);
            let straight = inner.iter().filter(|(line, _)| end(line) == measure).count();
            // Russian words leave few spaces on a line.
            assert!(straight * 2 > inner.len(), "{language} {measure}: {straight} of {} lines", inner.len());
        }
    }
}

#[test]
fn words_are_divided_where_their_language_divides_them() {
    for (language, text, divided) in SAMPLES {
        let (head, tail) = divided.split_once('-').expect("a place");
        assert!(text.contains(&format!("{head}{tail}")), "{divided}");
        let mut found = std::collections::BTreeSet::new();
        for measure in 24..=120 {
            let page = page(language, text, measure);
            let lines: Vec<String> = body(&page).iter().map(|(line, _)| words(line)).collect();
            let word = |pair: &[String]| {
                let (left, right) = (pair[0].split_whitespace().next_back()?, pair[1].split_whitespace().next()?);
                left.ends_with('-').then(|| format!("{left}{right}"))
            };
            found.extend(lines.windows(2).filter_map(word));
        }
        assert!(found.iter().any(|word| word.contains(divided)), "{language}: {divided} is not among {found:?}");
    }
}
