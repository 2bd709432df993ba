import StudyModel

/// An event of a calendar file, as invitations carry them (RFC 5545, RFC 5546).
struct CalendarEvent: Equatable {
    /// `request`, `reply`, `cancel` ..., in lower case; empty for a plain calendar file.
    var method = ""
    var uid = ""
    var summary: String?
    var start: String?
    var end: String?
    var location: String?
    var organiser: MailAddress?
    var attendees: [MailAddress] = []
    /// What each attendee answered, in the order of `attendees`.
    var answers: [String?] = []
    var isRepeated = false

    /// The events of a calendar, at most ``MailLimits/events``.
    static func events(in text: [UInt8]) -> [CalendarEvent] {
        var method = ""
        var events: [CalendarEvent] = []
        var open: CalendarEvent?
        var nested = 0
        for line in CalendarLine.lines(of: text) {
            switch (line.name, line.value.uppercased()) {
            case ("METHOD", _): method = line.value.lowercased().shortened(to: 20)
            case ("BEGIN", "VEVENT"): (open, nested) = (CalendarEvent(method: method), 0)
            case ("END", "VEVENT"):
                if let event = open, event.start != nil || event.summary != nil { events.append(event) }
                open = nil
                if events.count == MailLimits.events { return events }
            case ("BEGIN", _): nested += 1
            case ("END", _): nested = max(0, nested - 1)
            // An alarm inside an event has a summary of its own.
            default: if nested == 0 || open == nil { open?.take(line) }
            }
        }
        return events
    }

    private mutating func take(_ line: CalendarLine) {
        switch line.name {
        case "UID": uid = line.value
        case "SUMMARY": summary = text(line)
        case "LOCATION": location = text(line)
        case "DTSTART": start = CalendarTime.text(line)
        case "DTEND": end = CalendarTime.text(line)
        case "RRULE": isRepeated = true
        case "ORGANIZER": organiser = address(line)
        case "ATTENDEE" where attendees.count < MailLimits.addresses:
            attendees.append(address(line))
            answers.append(Self.answers[line.parameters["PARTSTAT"]?.uppercased() ?? ""])
        default: break
        }
    }

    private func text(_ line: CalendarLine) -> String? {
        let text = line.text.singleLine.shortened(to: 500)
        return text.isEmpty ? nil : text
    }

    private func address(_ line: CalendarLine) -> MailAddress {
        let value = line.value.trimmed
        let isMail = value.lowercased().hasPrefix("mailto:")
        let name = line.parameters["CN"]?.singleLine.shortened(to: 200)
        let plain = (isMail ? String(value.dropFirst(7)) : value).singleLine.shortened(to: 320)
        return MailAddress(name: name == plain ? nil : name, address: plain)
    }

    // MARK: For people

    /// The event in lines, the first of them saying what it is.
    var lines: [String] {
        var lines = ["---- \(Self.titles[method] ?? "Event") ----"]
        if let summary { lines.append("What: \(summary)") }
        if let start {
            let until = end.map { " to \(CalendarTime.shared(start, $0))" } ?? ""
            lines.append("When: \(CalendarTime.words(start))\(until)\(isRepeated ? ", repeated" : "")")
        }
        if let location { lines.append("Where: \(location)") }
        if let organiser { lines.append("Organiser: \(organiser.text)") }
        if !attendees.isEmpty {
            let all = zip(attendees, answers).map { $0.text + ($1.map { " (\($0))" } ?? "") }
            lines.append("Attendees: \(all.joined(separator: ", "))")
        }
        return lines
    }

    /// `event-start`, `event-end` and `attendees`.
    func addDetails(to details: inout RecordDetails) {
        if let start { details["event-start"] = .text(start) }
        if let end { details["event-end"] = .text(end) }
        if !attendees.isEmpty { details["attendees"] = .list(attendees.map(\.text)) }
    }

    private static let titles = [
        "request": "Invitation", "publish": "Event", "reply": "Answer to an invitation",
        "cancel": "Cancelled event", "counter": "Another time proposed", "add": "Invitation",
    ]
    private static let answers = [
        "ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative", "DELEGATED": "delegated",
    ]
}

/// Dates and times of a calendar.
enum CalendarTime {
    /// `20200515T140000Z` as `2020-05-15T14:00:00Z`; with a zone's name behind it where it has one.
    static func text(_ line: CalendarLine) -> String? {
        let value = Array(line.value.trimmed.utf8)
        guard value.count >= 8, value.prefix(8).allSatisfy(Ascii.isDigit),
            let year = Int(value.text(0..<4)), let month = Int(value.text(4..<6)),
            let number = Int(value.text(6..<8)),
            let day = CalendarDay(year: year, month: month, day: number)
        else { return nil }
        guard value.count >= 15, value[8] == UInt8(ascii: "T"), value[9..<15].allSatisfy(Ascii.isDigit) else {
            return day.rawValue
        }
        let clock = [9..<11, 11..<13, 13..<15].map(value.text).joined(separator: ":")
        guard RecordTime.isTime(clock) else { return day.rawValue }
        let zone = line.parameters["TZID"].map { " \(zoneName($0))" } ?? ""
        return "\(day.rawValue)T\(clock)" + (value.last == UInt8(ascii: "Z") ? "Z" : zone)
    }

    /// `2020-05-15 14:00 UTC`.
    static func words(_ text: String) -> String {
        guard text.utf8.count > 10 else { return text }
        let zone = text.hasSuffix("Z") ? " UTC" : String(text.dropFirst(19))
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))\(zone)"
    }

    /// The end, without the day where it is the day it starts on.
    static func shared(_ start: String, _ end: String) -> String {
        guard end.utf8.count > 10, end.prefix(10) == start.prefix(10) else { return words(end) }
        return String(words(end).dropFirst(11))
    }

    /// `Europe/London` of `/mozilla.org/20050126_1/Europe/London`.
    private static func zoneName(_ name: String) -> String {
        let parts = name.singleLine.split(separator: "/")
        return (name.hasPrefix("/") ? parts.suffix(2).joined(separator: "/") : name).shortened(to: 60)
    }
}

/// One property of a calendar file: `NAME;PARAMETER=value:value`.
struct CalendarLine {
    /// In upper case.
    var name: String
    var parameters: [String: String] = [:]
    var value: String

    /// The value with its escapes resolved.
    var text: String {
        var out = ""
        var isEscaped = false
        for character in value {
            if isEscaped {
                out.append(character == "n" || character == "N" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                out.append(character)
            }
        }
        return out
    }

    /// The properties of a calendar, folded lines joined; at most 20,000.
    static func lines(of text: [UInt8]) -> [CalendarLine] {
        let text = LineEnds.normalised(text)
        var lines: [CalendarLine] = []
        var open: [UInt8] = []
        for range in TextLines(text) {
            if let first = text[range].first, Ascii.isSpace(first) {
                open += text[range].dropFirst()
                continue
            }
            if let line = CalendarLine(open) { lines.append(line) }
            open = Array(text[range])
            if lines.count == 20_000 { return lines }
        }
        if let line = CalendarLine(open) { lines.append(line) }
        return lines
    }

    private init?(_ bytes: [UInt8]) {
        var isQuoted = false
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        var colon: Int?
        for (index, byte) in bytes.enumerated() {
            if byte == 0x22 { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: ":") {
                pieces.append(bytes[start..<index])
                start = index + 1
            }
            if byte == UInt8(ascii: ":") {
                colon = index
                break
            }
        }
        guard let colon, let first = pieces.first, !first.isEmpty else { return nil }
        name = String(decoding: first, as: UTF8.self).uppercased()
        value = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
        for piece in pieces.dropFirst() {
            let pair = piece.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard pair.count == 2 else { continue }
            let key = String(decoding: pair[0], as: UTF8.self).uppercased()
            parameters[key] = String(decoding: pair[1].filter { $0 != 0x22 }, as: UTF8.self)
        }
    }
}
