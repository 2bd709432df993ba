package import StudyModel

/// `GET /v1/workshops`: the workshops, the latest first.
package struct WorkshopsReply: Codable, Sendable {
    package var workshops: [WorkshopView]
    /// Files that are none of a workshop as the format says, one sentence each; absent where there are none.
    package var unreadable: [String]?

    package init(workshops: [WorkshopView], unreadable: [String]? = nil) {
        self.workshops = workshops
        self.unreadable = unreadable
    }
}

/// `GET /v1/recommendations`: the recommendations, by name.
package struct RecommendationsReply: Codable, Sendable {
    package var recommendations: [RecommendationHead]
    /// Files that are no recommendation as the format says, one sentence each; absent where there are none.
    package var unreadable: [String]?

    package init(recommendations: [RecommendationHead], unreadable: [String]? = nil) {
        self.recommendations = recommendations
        self.unreadable = unreadable
    }
}
