/// In JSON the reason stands beside the participant: `why` as a word, and with it the `day` or the form's `version`.
extension ConsentDue: Codable {
    private enum Key: String, CodingKey {
        case participant
        case purpose
        case why
        case day
        case version
    }

    private enum Why: String, Codable {
        case expired
        case expiring
        case superseded
        case reconsent
        case neverAsked = "never-asked"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let reason: Reason =
            switch try values.decode(Why.self, forKey: .why) {
            case .expired: .expired(try values.decode(CalendarDay.self, forKey: .day))
            case .expiring: .expiring(try values.decode(CalendarDay.self, forKey: .day))
            case .superseded: .superseded(by: try values.decode(String.self, forKey: .version))
            case .reconsent: .reconsent(since: try values.decode(CalendarDay.self, forKey: .day))
            case .neverAsked: .neverAsked
            }
        self.init(
            participant: try values.decode(Handle.self, forKey: .participant),
            purpose: try values.decode(ConsentPurpose.self, forKey: .purpose), reason: reason)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(participant, forKey: .participant)
        try values.encode(purpose, forKey: .purpose)
        switch reason {
        case .expired(let day):
            try values.encode(Why.expired, forKey: .why)
            try values.encode(day, forKey: .day)
        case .expiring(let day):
            try values.encode(Why.expiring, forKey: .why)
            try values.encode(day, forKey: .day)
        case .superseded(let version):
            try values.encode(Why.superseded, forKey: .why)
            try values.encode(version, forKey: .version)
        case .reconsent(let day):
            try values.encode(Why.reconsent, forKey: .why)
            try values.encode(day, forKey: .day)
        case .neverAsked: try values.encode(Why.neverAsked, forKey: .why)
        }
    }
}
