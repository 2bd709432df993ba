import StudyModel

/// A mail as values: headers as text, the body as a tree.
struct MailMessage {
    var subject: String?
    var from: String?
    var senders: [MailAddress] = []
    var to: [MailAddress] = []
    var cc: [MailAddress] = []
    var date: MailDate?
    /// The `Date` header as written, where it could not be read.
    var unreadDate: String?
    var messageID: String?
    var inReplyTo: String?
    var references: [String] = []
    /// What the mail program that kept it noted about it.
    var marks: Set<MailMark> = []
    var body: MailPart?
}

/// A note of a mail program that a mail was not sent, or is to go.
enum MailMark: Comparable {
    case draft
    case deleted

    /// What to say beside the record.
    var remark: String {
        switch self {
        case .draft: "The mail is marked as a draft in the mail program."
        case .deleted: "The mail is marked as deleted in the mail program."
        }
    }

    /// The marks in headers that Thunderbird, mutt and Gmail add.
    ///
    /// `X-Mozilla-Status` is a number in hexadecimal whose bit 8 says that the mail is deleted and still in the
    /// file; `X-Status` holds letters; `X-Gmail-Labels` names in the language of the account.
    static func marks(mozilla: String?, status: String?, labels: String?) -> Set<MailMark> {
        var marks: Set<MailMark> = []
        if let bits = mozilla.flatMap({ UInt32($0, radix: 16) }), bits & 8 != 0 { marks.insert(.deleted) }
        if let status {
            if status.contains("D") { marks.insert(.deleted) }
            if status.contains("T") { marks.insert(.draft) }
        }
        let names = (labels ?? "").lowercased().split(separator: ",").map { $0.trimmed }
        if names.contains(where: ["trash", "papierkorb", "corbeille", "prullenbak", "papelera"].contains) {
            marks.insert(.deleted)
        }
        if names.contains(where: ["drafts", "entwürfe", "brouillons", "concepten", "borradores"].contains) {
            marks.insert(.draft)
        }
        return marks
    }
}

/// One address of a header.
struct MailAddress: Equatable {
    var name: String?
    /// `nil` for a group.
    var address: String?

    /// `Name <name@example.org>`, the name quoted where it holds what RFC 5322 §3.2.3 calls specials.
    var text: String {
        guard let address, !address.isEmpty else { return name.map { "\($0):;" } ?? "" }
        guard let name, !name.isEmpty else { return address }
        let isPlain = !name.utf8.contains { "()<>[]:;@\\,.\"".utf8.contains($0) }
        if isPlain { return "\(name) <\(address)>" }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(quoted)\" <\(address)>"
    }
}

/// The day and time of a `Date` header in its own zone.
struct MailDate: Equatable {
    var day: CalendarDay
    /// `16:06:30+10:00`, without an offset where the header gives none that can be right.
    var time: String

    init(day: CalendarDay, time: String) {
        self.day = day
        self.time = time
    }

    /// Reads `Fri, 21 Nov 1997 09:55:06 -0600` and what RFC 5322 §4.3 adds: two-digit years and named zones.
    ///
    /// `-0000` says that the zone is not known (§3.3), so no offset is given for it.
    init?(header: String) {
        let words = header.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" })
        guard let month = words.firstIndex(where: { Self.months[$0.lowercased()] != nil }), month > 0,
            month + 1 < words.count, let number = Self.months[words[month].lowercased()],
            let day = Int(words[month - 1]), let year = Self.year(words[month + 1])
        else { return nil }
        guard let day = CalendarDay(year: year, month: number, day: day) else { return nil }
        guard let place = words[(month + 2)...].firstIndex(where: { $0.contains(":") }),
            let clock = Self.clock(words[place])
        else { return nil }
        self.day = day
        let zone = place + 1 < words.count ? Self.offset(words[place + 1]) : nil
        time = clock + (zone ?? "")
    }

    private static func year(_ word: Substring) -> Int? {
        guard let year = Int(word), year >= 0 else { return nil }
        switch word.utf8.count {
        case 2: return year < 50 ? 2000 + year : 1900 + year
        case 3: return 1900 + year
        case 4: return year
        default: return nil
        }
    }

    private static func clock(_ word: Substring) -> String? {
        let parts = word.prefix { $0 != "." }.split(separator: ":").map { Int($0) }
        guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1],
            let seconds = parts.count == 3 ? parts[2] : 0
        else { return nil }
        guard (0..<24).contains(hours), (0..<60).contains(minutes), (0...60).contains(seconds) else {
            return nil
        }
        return [hours, minutes, seconds].map { $0.padded(to: 2) }.joined(separator: ":")
    }

    private static func offset(_ word: Substring) -> String? {
        if let hours = zones[word.uppercased()] {
            return "\(hours < 0 ? "-" : "+")\(abs(hours).padded(to: 2)):00"
        }
        guard let sign = word.first, sign == "+" || sign == "-", word != "-0000" else { return nil }
        let digits = word.dropFirst().filter { $0 != ":" }
        guard (3...4).contains(digits.utf8.count), let value = Int(digits) else { return nil }
        let (hours, minutes) = (value / 100, value % 100)
        guard hours <= 14, minutes < 60 else { return nil }
        return "\(sign)\(hours.padded(to: 2)):\(minutes.padded(to: 2))"
    }

    private static let zones = [
        "UT": 0, "GMT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
        "PST": -8, "PDT": -7,
    ]
    private static let months = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
        "nov": 11,
        "dec": 12,
    ]
}

/// A part of a mail's body.
indirect enum MailPart {
    case multipart(subtype: String, [MailPart])
    case message(MailMessage, MailHolder)
    case leaf(MailLeaf)
}

/// A part that holds content.
struct MailLeaf {
    /// `text/plain`, in lower case.
    var type: String
    var charset: String?
    /// As the mail gives it, on one line.
    var fileName: String?
    var isAttached: Bool
    /// `format=flowed` (RFC 3676).
    var isFlowed = false
    /// `delsp=yes`: the space at the end of a flowed line is not part of the text.
    var deletesSpace = false
    /// Decoded from base64, quoted-printable or uuencode.
    var content: [UInt8]
    /// Bytes after decoding.
    var size: Int { content.count }
}

/// What the part that holds a mail inside a mail says about it.
struct MailHolder {
    var fileName: String?
    var isAttached: Bool
    /// Bytes as written; 0 where the mail is neither named nor attached.
    var size: Int
}

/// What a mail may hold at most; beyond it parts are named as not read.
enum MailLimits {
    static let depth = 20
    static let parts = 500
    static let decodedBytes = 100 * 1024 * 1024
    /// Lines that may be boundaries; a mail with more is refused before an object is built for each.
    static let boundaries = 20_000
    static let headerBytes = 1024 * 1024
    static let messages = 100_000
    static let references = 100
    static let addresses = 1000
    /// Attachments that are read as documents, by how deep the mail lies in others, and their bytes together.
    static let documents = [50, 10, 2]
    static let documentBytes = 64 * 1024 * 1024
    /// Records that one attachment may become; a table or a mailbox with more is only named.
    static let partsOfDocument = 100
    /// Mails attached to mails attached to mails.
    static let nesting = documents.count
    /// Events of a calendar file that are shown.
    static let events = 10
}
