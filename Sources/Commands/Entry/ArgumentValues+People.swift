package import ArgumentParser
package import StudyModel

extension ConsentForm.Kind: ExpressibleByArgument {}
extension ConsentMode: ExpressibleByArgument {}
extension ConsentPurpose: ExpressibleByArgument {}
extension ConsentUse: ExpressibleByArgument {}
extension RetentionClass: ExpressibleByArgument {}
extension NamePolicy: ExpressibleByArgument {}
extension WithdrawalOption: ExpressibleByArgument {}

extension MemberID: ExpressibleByArgument {
    package init?(argument: String) { self.init(rawValue: argument.lowercased()) }
}

extension CalendarDay: ExpressibleByArgument {
    package init?(argument: String) { self.init(rawValue: argument) }
}

/// A stretch of time in whole minutes: `30`, `30m`, `2h`.
package struct Minutes: ExpressibleByArgument, Equatable, Sendable {
    package let count: Int
    /// A week.
    private static let most = 7 * 24 * 60

    package init?(argument: String) {
        let unit = argument.lowercased().last
        let digits = unit == "h" || unit == "m" ? argument.dropLast() : argument[...]
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(digits), number > 0
        else { return nil }
        count = unit == "h" ? number * 60 : number
        if count > Self.most { return nil }
    }
}

/// How often something is done by itself: `15m`, `2h`, or `never`.
package struct SyncInterval: ExpressibleByArgument, Equatable, Sendable {
    /// 0 for never.
    package let minutes: Int

    package init?(argument: String) {
        if argument.lowercased() == "never" {
            minutes = 0
        } else if let time = Minutes(argument: argument) {
            minutes = time.count
        } else {
            return nil
        }
    }
}

/// When something was said: a day, or a day and a time, in figures or words, or a moment as `--json` prints it.
package enum Moment: ExpressibleByArgument, Equatable, Sendable {
    case exact(Timestamp)
    case words(SingleDay)

    package init?(argument: String) {
        if let exact = Timestamp(rawValue: argument) {
            self = .exact(exact)
        } else if let words = SingleDay(argument: argument) {
            self = .words(words)
        } else {
            return nil
        }
    }

    /// The moment meant.
    ///
    /// A time of day is one in the person's time zone. A day alone begins at midnight UTC, so that the day that is
    /// kept is the day that was typed, and consent "on the day" counts for what took place on it; never later than
    /// now.
    package func timestamp(_ session: Session) throws(StudyError) -> Timestamp {
        switch self {
        case .exact(let moment): return moment
        case .words(let words):
            let found = try words.moment(session)
            if let time = found.time, let seconds = Clock.seconds(of: found.day, at: time) {
                return Timestamp(secondsSinceEpoch: seconds)
            }
            let now = session.surroundings.now()
            let start = found.day.daysSinceEpoch * 86_400
            let isPast = Clock.local(now).map { found.day <= $0.day } ?? false
            return Timestamp(secondsSinceEpoch: isPast ? min(start, now) : start)
        }
    }
}

/// When something was said or given.
package struct MomentOptions: ParsableArguments {
    @Option(
        name: [.customLong("on"), .customLong("at")],
        help: ArgumentHelp(
            "When: a day, or a day and a time, in figures or words; now without it.", valueName: "date"))
    package var on: Moment?

    package init() {}

    package func timestamp(_ session: Session) throws(StudyError) -> Timestamp? {
        try on.map { moment throws(StudyError) in try moment.timestamp(session) }
    }
}
