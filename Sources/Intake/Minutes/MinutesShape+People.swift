import StudyModel

/// Those present, those who sent apologies, chair and scribes.
extension MinutesShape {
    mutating func takePeople(_ text: String, _ current: Open) {
        if let names = NameList.names(in: text), isTight || !current.hasItems {
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
