//! Times as people say them.

use jiff::{ToSpan, ZonedDateTime, civil::Date};

use crate::model::Stamp;

/// The age of a story for the list: `12 min`, `2 h`, `18:42`, `yesterday`, `18 Dec`, `18 Dec 2015`.
#[must_use]
pub fn age(stamp: &Stamp, now: &ZonedDateTime) -> String {
    let then = stamp.instant.to_zoned_datetime(now.time_zone().clone());
    let minutes = now.timestamp().duration_since(stamp.instant).as_secs() / 60;
    let today = now.date();
    if !stamp.date_only && (0..60).contains(&minutes) && then.date() == today {
        return format!("{} min", minutes.max(1));
    }
    if !stamp.date_only && (60..6 * 60).contains(&minutes) && then.date() == today {
        return format!("{} h", minutes / 60);
    }
    if then.date() == today && !stamp.date_only {
        return then.strftime("%H:%M").to_string();
    }
    match day(then.date(), today) {
        Day::Today => "today".to_owned(),
        Day::Yesterday => "yesterday".to_owned(),
        Day::ThisYear => then.strftime("%-d %b").to_string(),
        Day::Other => then.strftime("%-d %b %Y").to_string(),
    }
}

/// The heading of a day's stories in the list: `Today`, `Yesterday`, `18 December`, `18 December 2015`.
#[must_use]
pub fn day_heading(stamp: Option<&Stamp>, now: &ZonedDateTime) -> String {
    let Some(stamp) = stamp else { return "Undated".to_owned() };
    let then = stamp.instant.to_zoned_datetime(now.time_zone().clone()).date();
    match day(then, now.date()) {
        Day::Today => "Today".to_owned(),
        Day::Yesterday => "Yesterday".to_owned(),
        Day::ThisYear => then.strftime("%-d %B").to_string(),
        Day::Other => then.strftime("%-d %B %Y").to_string(),
    }
}

/// The date of the masthead: `Friday 18 December 2015`.
#[must_use]
pub fn long_date(now: &ZonedDateTime) -> String {
    now.strftime("%A %-d %B %Y").to_string()
}

/// The same, short: `18 Dec 2015`.
#[must_use]
pub fn short_date(now: &ZonedDateTime) -> String {
    now.strftime("%-d %b %Y").to_string()
}

enum Day {
    Today,
    Yesterday,
    ThisYear,
    Other,
}

fn day(then: Date, today: Date) -> Day {
    if then == today {
        Day::Today
    } else if today.checked_sub(1.day()).is_ok_and(|yesterday| yesterday == then) {
        Day::Yesterday
    } else if then.year() == today.year() && then < today {
        Day::ThisYear
    } else {
        Day::Other
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ZonedDateTime, tz};

    use super::{age, day_heading};
    use crate::model::Stamp;

    fn now() -> ZonedDateTime {
        "2015-12-18T20:00:00+08:00[+08:00]".parse().expect("a time")
    }

    fn at(time: &str) -> Stamp {
        Stamp::at(time.parse().expect("a time"), tz::offset(8))
    }

    #[test]
    fn ages_are_said_as_people_say_them() {
        for (time, said) in [
            ("2015-12-18T19:59:50+08:00", "1 min"),
            ("2015-12-18T19:18:00+08:00", "42 min"),
            ("2015-12-18T18:00:00+08:00", "2 h"),
            ("2015-12-18T08:42:00+08:00", "08:42"),
            ("2015-12-17T23:59:00+08:00", "yesterday"),
            ("2015-01-02T12:00:00+08:00", "2 Jan"),
            ("2014-12-18T12:00:00+08:00", "18 Dec 2014"),
            ("2016-01-01T12:00:00+08:00", "1 Jan 2016"),
        ] {
            assert_eq!(age(&at(time), &now()), said, "{time}");
        }
    }

    #[test]
    fn a_day_is_the_readers_day() {
        assert_eq!(day_heading(Some(&at("2015-12-18T00:30:00+08:00")), &now()), "Today");
        assert_eq!(day_heading(Some(&at("2015-12-17T23:30:00+08:00")), &now()), "Yesterday");
        assert_eq!(day_heading(None, &now()), "Undated");
    }
}
