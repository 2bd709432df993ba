import StudyModel

/// Those present, those who sent apologies, chair and scribes.
extension MinutesShape {
    /// The people behind a part's name, and what further sentences of the line say.
    mutating func takePeople(inline value: String) {
        let sentences = PeopleLine.sentences(value)
        for person in PeopleLine.people(in: sentences.first ?? "") {
            add(name: person.name)
            takeRole(of: person.item, name: person.name)
        }
        open?.hasItems = true
        open?.isInline = true
        let current = open
        for sentence in sentences.dropFirst() {
            if takePeople(among: sentence) { continue }
            // `RIR1 in attendance`, without a colon.
            if let first = sentence.split(separator: " ").first, Handle(rawValue: String(first)) != nil,
                sentence.contains("attend"), let known = present
            {
                present = known + [String(first)]
            }
        }
        open = current
    }

    /// Takes `In the chair: SL03. Present: M10, V16.` in the middle of a line.
    ///
    /// - Returns: Whether there was such a sentence.
    mutating func takePeople(among text: String) -> Bool {
        guard text.utf8.count <= 1000, text.contains(": ") else { return false }
        var found = false
        for sentence in PeopleLine.sentences(text) {
            let bytes = Array(sentence.utf8)
            guard !bytes.isEmpty, let label = MinutesLine.label(bytes, 0..<bytes.count, isHeading: false),
                label.part.isPeople, !label.value.isEmpty
            else { continue }
            found = true
            take(label, level: 0, bytes, 0..<bytes.count, indent: 0)
        }
        return found
    }

    mutating func takePeople(_ text: String, _ current: Open) {
        if current.isInline, !isTight {
            open = nil
        } else if let names = NameList.names(in: text), isTight || !current.hasItems {
            open?.hasItems = true
            for name in names { add(name: name) }
        } else if isTight || (current.isMarked && !current.hasItems && SpeakerLabel.isPlausible(text)),
            text.utf8.count <= 60
        {
            open?.hasItems = true
            let name = NameList.name(text)
            takeRole(of: text, name: name)
            if !name.isEmpty { add(name: name) }
        } else if current.hasItems || text.allSatisfy({ $0.isLetter || $0 == " " }) {
            // Words alone are rather the next heading than what the columns of the list mean.
            open = nil
        }
    }

    func names(_ part: MinutesPart) -> [String]? {
        switch part {
        case .present: present
        case .apologies: apologies
        case .chair: chair
        case .scribes: scribes
        case .agenda, .topics, .minutes, .actions, .decisions, .business: nil
        }
    }

    mutating func set(names: [String], of part: MinutesPart) {
        switch part {
        case .present: present = names
        case .apologies: apologies = names
        case .chair: chair = names
        case .scribes: scribes = names
        case .agenda, .topics, .minutes, .actions, .decisions, .business: break
        }
    }

    mutating func add(name: String) {
        guard let part = open?.part, let known = names(part), known.count < 1000 else { return }
        set(names: known + [name], of: part)
    }

    /// `Ada Byron (chair)` among those present.
    mutating func takeRole(of item: String, name: String) {
        let item = NameList.withoutLinks(item)
        guard open?.part == .present, !name.isEmpty, let bracket = item.firstIndex(of: "(") else { return }
        let role = item[bracket...].lowercased()
        if role.hasPrefix("(chair"), chair == nil { chair = [name] }
        if role.hasPrefix("(scribe") || role.hasPrefix("(minutes") || role.hasPrefix("(notes"), scribes == nil
        {
            scribes = [name]
        }
    }
}
