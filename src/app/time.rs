//! Times as people say them, in the reader's language.

use jiff::{
    Timestamp, ToSpan, ZonedDateTime,
    civil::{Date, DateTime},
};

use crate::{
    model::{Dateline, Stamp},
    text::CleanText,
    words::{Phrase, Words},
};

/// The reader's clock, and the language in which it is read.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The time by the reader's clock.
    pub now: ZonedDateTime,
    /// The language.
    pub words: Words,
}

impl Calendar {
    /// The age of a story for the list: `12 min`, `2 h`, `18:42`, `yesterday`, `18 Dec`, `18 Dec 2015`.
    #[must_use]
    pub fn age(&self, stamp: &Stamp) -> CleanText {
        let then = stamp.instant.to_zoned_datetime(self.now.time_zone().clone());
        let minutes = self.now.timestamp().duration_since(stamp.instant).as_secs() / 60;
        let today = self.now.date();
        if then.date() == today && !stamp.date_only {
            return match minutes {
                0..60 => self.say(&Phrase::new("age.minutes").with("n", minutes.max(1))),
                60..360 => self.say(&Phrase::new("age.hours").with("n", minutes / 60)),
                _ => CleanText::line(&then.strftime("%H:%M").to_string()),
            };
        }
        match day_of(then.date(), today) {
            Day::Today => self.say(&Phrase::new("age.today")),
            Day::Yesterday => self.say(&Phrase::new("age.yesterday")),
            Day::ThisYear => self.date("date.day-short", then.datetime()),
            Day::Other => self.date("date.short", then.datetime()),
        }
    }

    /// How long it is until a time to come: `now`, `12 min`, `3 h`, `5 d`.
    #[must_use]
    pub fn until(&self, then: Timestamp) -> CleanText {
        let minutes = then.duration_since(self.now.timestamp()).as_secs() / 60;
        let (key, number) = match minutes {
            ..1 => return self.say(&Phrase::new("until.now")),
            1..60 => ("until.minutes", minutes),
            60..2_880 => ("until.hours", minutes / 60),
            _ => ("until.days", minutes / 1_440),
        };
        self.say(&Phrase::new(key).with("n", number))
    }

    /// The day of a story, which is the reader's day.
    #[must_use]
    pub fn day(&self, stamp: &Stamp) -> Date {
        stamp.instant.to_zoned_datetime(self.now.time_zone().clone()).date()
    }

    /// The heading of a day's stories in the list: `Today`, `Yesterday`, `18 December`, `18 December 2015`.
    #[must_use]
    pub fn day_heading(&self, day: Option<Date>) -> CleanText {
        let Some(then) = day else { return self.say(&Phrase::new("day.undated")) };
        match day_of(then, self.now.date()) {
            Day::Today => self.say(&Phrase::new("day.today")),
            Day::Yesterday => self.say(&Phrase::new("day.yesterday")),
            Day::ThisYear => self.date("date.day", then.into()),
            Day::Other => self.date("date.medium", then.into()),
        }
    }

    /// The date of the masthead: `Friday 18 December 2015`.
    #[must_use]
    pub fn long_date(&self) -> CleanText {
        self.date("date.whole", self.now.datetime())
    }

    /// The same, short: `18 Dec 2015`.
    #[must_use]
    pub fn short_date(&self) -> CleanText {
        self.date("date.short", self.now.datetime())
    }

    /// The stamp above a story: `Updated: 2015-12-18 18:42`, by the publisher's clock where it is known.
    #[must_use]
    pub fn dateline(&self, dateline: &Dateline) -> CleanText {
        self.say(&dateline.phrase(self.now.time_zone()))
    }

    fn say(&self, phrase: &Phrase) -> CleanText {
        self.words.say(phrase)
    }

    fn date(&self, key: &str, then: DateTime) -> CleanText {
        let named = |group: &str, number: i8| Phrase::new(format!("{group}.{number}"));
        let phrase = Phrase::new(key)
            .with("weekday", named("weekday", then.weekday().to_monday_one_offset()))
            .with("day", then.day())
            .with("month", named("month", then.month()))
            .with("month-short", named("month-short", then.month()))
            .with("year", then.year());
        self.say(&phrase)
    }
}

enum Day {
    Today,
    Yesterday,
    ThisYear,
    Other,
}

fn day_of(then: Date, today: Date) -> Day {
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
    use jiff::tz;

    use super::Calendar;
    use crate::{model::Stamp, words::Words};

    fn calendar(words: Words) -> Calendar {
        Calendar { now: "2015-12-18T20:00:00+08:00[+08:00]".parse().expect("a time"), words }
    }

    fn at(time: &str) -> Stamp {
        Stamp::at(time.parse().expect("a time"), tz::offset(8))
    }

    #[test]
    fn ages_are_said_as_people_say_them() {
        let chinese = Words::of("zh", &Words::built_in()).expect("Chinese");
        for (time, said, in_chinese) in [
            ("2015-12-18T19:59:50+08:00", "1 min", "1 分钟前"),
            ("2015-12-18T19:18:00+08:00", "42 min", "42 分钟前"),
            ("2015-12-18T18:00:00+08:00", "2 h", "2 小时前"),
            ("2015-12-18T08:42:00+08:00", "08:42", "08:42"),
            ("2015-12-17T23:59:00+08:00", "yesterday", "昨天"),
            ("2015-01-02T12:00:00+08:00", "2 Jan", "1月2日"),
            ("2014-12-18T12:00:00+08:00", "18 Dec 2014", "2014年12月18日"),
            ("2016-01-01T12:00:00+08:00", "1 Jan 2016", "2016年1月1日"),
        ] {
            assert_eq!(calendar(Words::english()).age(&at(time)).as_str(), said, "{time}");
            assert_eq!(calendar(chinese).age(&at(time)).as_str(), in_chinese, "{time}");
        }
    }

    #[test]
    fn a_story_dated_in_the_future_of_today_is_not_said_to_be_old() {
        assert_eq!(calendar(Words::english()).age(&at("2015-12-18T23:10:00+08:00")).as_str(), "23:10");
    }

    #[test]
    fn a_day_is_the_readers_day() {
        let heading = |time| calendar(Words::english()).day_heading(Some(calendar(Words::english()).day(&at(time)))).to_string();
        assert_eq!(heading("2015-12-18T00:30:00+08:00"), "Today");
        assert_eq!(heading("2015-12-17T23:30:00+08:00"), "Yesterday");
        assert_eq!(calendar(Words::english()).day_heading(None).as_str(), "Undated");
    }
}
