//! The words of dates: months in many languages, halves of the day, zones.

use unicode_normalization::UnicodeNormalization;

/// The beginnings of month names, January first, without accents. English, German, French, Spanish, Portuguese,
/// Italian, Dutch, the languages of Scandinavia, Polish, Czech, Hungarian, Turkish, Indonesian, Romanian, Finnish,
/// Croatian, Russian, Ukrainian, Bulgarian, Greek, Arabic, Hebrew, Persian (Gregorian names), Hindi.
const MONTHS: [&str; 12] = [
    "jan gen ene janv jaen sty led ocak oca ian tammi sij янв січ яну ιαν يناير ינו ژانویه जन",
    "feb fev febr lut uno subat sub helmi velj фев лют φεβ فبراير شباط פבר فوریه फ़र फर",
    "mar marz maer mrz mrt maart maa brez bre ozu мар бер μαρ مارس آذار מרץ מרס मार",
    "apr abr avr avril kwi dub nis huhti tra апр кві απρ ابريل أبريل نيسان אפר آوریل अप्र",
    "may mai maj mei mag kve touko svi маи мая тра μαι μαϊ ماي أيار מאי مه मई",
    "jun giu juin cze cerven cer haz kesa lip iun июн чер юни ιουν يوني حزيران יונ ژوئن जून",
    "jul lug juil lipi cervenec temm tem heina srp iul июл лип юли ιουλ يوليو تموز יול ژوئیه जुल",
    "aug ago aou sie srpen srpna agu elo kol авг сер αυγ أغسطس اغسطس آب אוג اوت अग",
    "sep set wrz zari eyl syys ruj szept сен вер сеп σεπ سبتمبر أيلول ספט سپتامبر सित",
    "oct okt out ott paz rij eki loka lis окт жов οκτ أكتوبر اكتوبر أوקتوبر אוק اکتبر अक्ट",
    "nov listopad kas marras stu noi ноя лис ное νοε نوفمبر נוב نوامبر नव",
    "dec dez dic des dik gru pro ara joulu kaz дек гру δεκ ديسمبر דצמ دسامبر दिस",
];

/// The month, 1 to 12, that a lower-case word without accents begins with. Of several beginnings the longest counts.
pub(super) fn month(word: &str) -> Option<i64> {
    // Nearly every date is in English; the long table is for the others.
    const ENGLISH: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const WEEKDAYS: [&str; 8] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "t"];
    if let Some((month, _)) = (1..).zip(ENGLISH).find(|(_, name)| *name == word) {
        return Some(month);
    }
    if WEEKDAYS.contains(&word) {
        return None;
    }
    let length = |names: &str| names.split(' ').filter(|name| word.starts_with(name)).map(str::len).max();
    let (_, month) =
        (1..).zip(MONTHS).filter_map(|(month, names)| Some((length(names)?, month))).max_by_key(|(length, _)| *length)?;
    Some(month)
}

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

impl Half {
    /// The hour of the whole day that `hour` of this half is.
    pub(super) fn hour(self, hour: i64) -> i64 {
        match (self, hour) {
            (Self::Morning, 12) => 0,
            (Self::Afternoon, 1..=11) => hour + 12,
            _ => hour,
        }
    }
}

pub(super) fn half_of_day(word: &str) -> Option<Half> {
    match word {
        "am" | "上午" | "午前" | "오전" | "凌晨" | "早上" => Some(Half::Morning),
        "pm" | "下午" | "午後" | "오후" | "晚上" | "中午" => Some(Half::Afternoon),
        _ => None,
    }
}

/// Minutes from UTC of the zones that publishers name. Where a name has several meanings, the one met in feeds.
const ZONES: &str = "ut 0 utc 0 gmt 0 wet 0 zulu 0 est -300 edt -240 et -300 cst -360 cdt -300 ct -360 mst -420 mdt -360 mt -420 pst -480 \
 pdt -420 pt -480 akst -540 akdt -480 hst -600 hdt -540 ast -240 adt -180 nst -210 ndt -150 brt -180 brst -120 art -180 \
 clt -240 clst -180 cot -300 pet -300 vet -240 bst 60 ist 330 west 60 cet 60 cest 120 met 60 mest 120 mez 60 mesz 120 \
 eet 120 eest 180 msk 180 msd 240 trt 180 sast 120 cat 120 eat 180 wat 60 idt 180 gst 240 irst 210 pkt 300 npt 345 ict \
 420 wib 420 wita 480 wit 540 sgt 480 hkt 480 pht 480 myt 480 bjt 480 awst 480 jst 540 kst 540 acst 570 acdt 630 aest \
 600 aedt 660 aet 600 nzst 720 nzdt 780 samt 240 yekt 300";

/// Minutes from UTC of a zone's name. The single letters of RFC 822 were defined wrongly, so all of them say nothing
/// but UTC (RFC 2822, 4.3).
pub(super) fn zone(word: &str) -> Option<i32> {
    if word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase() && byte != b't') {
        return Some(0);
    }
    let mut words = ZONES.split(' ');
    words.find(|name| *name == word)?;
    words.next()?.parse().ok()
}

/// `text` in lower case, without accents, full-width forms and comments, years and hours marked in words turned into
/// marks.
pub(super) fn plain(text: &str) -> String {
    let folded = if text.is_ascii() { text.to_ascii_lowercase() } else { folded(text) };
    let marked = folded.replace(['(', ')', '[', ']'], " ");
    if marked.contains("m.") { marked.replace("a.m.", "am").replace("p.m.", "pm") } else { marked }
}

fn folded(text: &str) -> String {
    let bare: String = text.nfkd().filter(|c| !matches!(*c as u32, 0x300..=0x36F)).collect();
    let mut out = String::with_capacity(bare.len());
    for c in bare.to_lowercase().nfc() {
        match c {
            '年' | '月' | '년' | '월' => out.push('-'),
            '时' | '時' | '点' | '시' | '分' | '분' => out.push(':'),
            '日' | '号' | '號' | '일' | '秒' | '초' => out.push(' '),
            '٠'..='٩' => out.extend(char::from_u32(c as u32 - 0x660 + 0x30)),
            '۰'..='۹' => out.extend(char::from_u32(c as u32 - 0x6F0 + 0x30)),
            '०'..='९' => out.extend(char::from_u32(c as u32 - 0x966 + 0x30)),
            'ß' => out.push_str("ss"),
            'ı' => out.push('i'),
            _ => out.push(c),
        }
    }
    out
}
