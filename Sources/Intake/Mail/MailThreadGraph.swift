import StudyModel

/// Mails and the ids they name, joined into sets that share one.
struct MailThreadGraph {
    private let entries: [MailThreadEntry]
    /// Seconds since 1970 in UTC, as far as a mail tells.
    private let times: [Int?]
    /// The first entry with a Message-ID.
    private var holders: [String: Int] = [:]
    /// Which entry each answers, as far as it is there.
    private var parents: [Int?]
    /// Union-find over entries, and behind them over ids that no entry has.
    private var links: [Int]
    private var namesNone: [Bool]

    /// Joins entries by the ids they have and name.
    init(_ entries: [MailThreadEntry]) {
        self.entries = entries
        times = entries.map(Self.seconds)
        parents = Array(repeating: nil, count: entries.count)
        namesNone = Array(repeating: false, count: entries.count)
        links = Array(entries.indices)
        for (index, entry) in entries.enumerated() {
            guard let id = entry.messageID.flatMap({ MailThreads.ids(in: $0).first }) else { continue }
            if let first = holders[id] { join(first, index) } else { holders[id] = index }
        }
        var absent: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            let answered = entry.inReplyTo.map(MailThreads.ids(in:)) ?? []
            let named = entry.references.flatMap(MailThreads.ids(in:))
            namesNone[index] = answered.isEmpty && named.isEmpty
            for id in named + answered { join(index, node(of: id, &absent)) }
            // What a mail answers is said best by In-Reply-To, then by the last of References.
            let candidates = (answered + named.reversed()).lazy.compactMap { [holders] in holders[$0] }
            parents[index] = candidates.first { $0 != index }
        }
        breakCircles()
    }

    private mutating func node(of id: String, _ absent: inout [String: Int]) -> Int {
        if let holder = holders[id] ?? absent[id] { return holder }
        links.append(links.count)
        absent[id] = links.count - 1
        return links.count - 1
    }

    // MARK: Sets

    private mutating func root(_ node: Int) -> Int {
        var node = node
        while links[node] != node {
            links[node] = links[links[node]]
            node = links[node]
        }
        return node
    }

    private mutating func join(_ one: Int, _ other: Int) {
        let (first, second) = (root(one), root(other))
        if first != second { links[max(first, second)] = min(first, second) }
    }

    /// Makes mails that answer each other in a circle begin with one of them.
    private mutating func breakCircles() {
        // 0 not seen, 1 on the way now, 2 done.
        var marks = Array(repeating: UInt8(0), count: parents.count)
        for start in parents.indices where marks[start] == 0 {
            var way: [Int] = []
            var node = start
            while marks[node] == 0 {
                marks[node] = 1
                way.append(node)
                guard let parent = parents[node] else { break }
                if marks[parent] == 1 { parents[node] = nil } else { node = parent }
            }
            for node in way { marks[node] = 2 }
        }
    }

    // MARK: Subjects

    /// How long after a mail an answer that does not name it may come.
    private static let days = 30

    /// Joins replies that name no mail to the mail of the same subject that began shortly before.
    mutating func joinBySubject() {
        var beginnings: [String: [(time: Int, entry: Int)]] = [:]
        var replies: [(entry: Int, time: Int, base: String)] = []
        for index in entries.indices where namesNone[index] {
            guard let time = times[index] else { continue }
            let subject = MailSubject(entries[index].subject)
            guard !subject.base.isEmpty else { continue }
            if subject.isReply {
                replies.append((index, time, subject.base))
                continue
            }
            beginnings[subject.base, default: []].append((time, index))
        }
        for key in beginnings.keys { beginnings[key]?.sort { ($0.time, $0.entry) < ($1.time, $1.entry) } }
        for (index, time, base) in replies {
            guard let begun = beginnings[base] else { continue }
            // The latest that is not later than the answer.
            var (low, high) = (0, begun.count)
            while low < high {
                let middle = (low + high) / 2
                if begun[middle].time <= time { low = middle + 1 } else { high = middle }
            }
            guard low > 0, time - begun[low - 1].time <= Self.days * 86_400 else { continue }
            parents[index] = begun[low - 1].entry
            join(index, begun[low - 1].entry)
        }
    }

    // MARK: Order

    mutating func threads() -> [[MailThreadPlace]] {
        var members: [Int: [Int]] = [:]
        var children: [[Int]] = Array(repeating: [], count: entries.count)
        for index in entries.indices.sorted(by: isBefore) {
            if let parent = parents[index] {
                children[parent].append(index)
            } else {
                members[root(index), default: []].append(index)
            }
        }
        let threads = members.values.map { roots in
            let places = Self.places(roots, children)
            return (first: places.map(\.entry).min(by: isBefore) ?? 0, places: places)
        }
        return threads.sorted { isBefore($0.first, $1.first) }.map(\.places)
    }

    /// Parents before their answers, without calling itself: threads can be as deep as a mailbox is long.
    private static func places(_ roots: [Int], _ children: [[Int]]) -> [MailThreadPlace] {
        var places: [MailThreadPlace] = []
        var waiting = roots.reversed().map { MailThreadPlace(entry: $0, depth: 0) }
        while let place = waiting.popLast() {
            places.append(place)
            for child in children[place.entry].reversed() {
                waiting.append(MailThreadPlace(entry: child, depth: place.depth + 1))
            }
        }
        return places
    }

    /// By time, mails without one last, then as they were given.
    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        switch (times[one], times[other]) {
        case (let first?, let second?) where first != second: first < second
        case (.some, nil): true
        case (nil, .some): false
        default: one < other
        }
    }

    private static func seconds(_ entry: MailThreadEntry) -> Int? {
        guard let day = entry.day else { return nil }
        let bytes = Array((entry.time ?? "").utf8)
        func number(_ start: Int) -> Int {
            guard start + 2 <= bytes.count else { return 0 }
            return Int(bytes.text(start..<start + 2)) ?? 0
        }
        var seconds = day.daysSinceEpoch * 86_400 + number(0) * 3600 + number(3) * 60
        let hasSeconds = bytes.count > 5 && bytes[5] == UInt8(ascii: ":")
        if hasSeconds { seconds += number(6) }
        let zone = hasSeconds ? 8 : 5
        if bytes.count >= zone + 6, bytes[zone] == UInt8(ascii: "+") || bytes[zone] == UInt8(ascii: "-") {
            let offset = number(zone + 1) * 3600 + number(zone + 4) * 60
            seconds += bytes[zone] == UInt8(ascii: "+") ? -offset : offset
        }
        return seconds
    }
}
