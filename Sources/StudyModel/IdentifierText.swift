// An id says itself where it stands in a text. Without it, a path or a sentence made from one would hold the name of its type.

extension CaseID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension CodeID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension CoderID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension CodingID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension DeviceID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension Handle: CustomStringConvertible {
    package var description: String { rawValue }
}

extension MemberID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension OperationID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension SurveyID: CustomStringConvertible {
    package var description: String { rawValue }
}
