/// Wxxx: the documents below `/.well-known/matrix/`.
enum WellKnownRules {
    static let all: [any ServerRule.Type] = [
        ServerDocumentNotJSON.self, ServerDocumentByteOrderMark.self, ServerKeyMissing.self, ServerValueNotString.self,
        ServerValueIsURL.self, ServerValueInvalid.self, ServerValueTrailingDot.self, ServerValueNotLowercase.self,
        ClientDocumentInsteadOfServer.self, HTMLInsteadOfDocument.self, DelegatesToItself.self,
        ServerValueWithoutPort.self,
        ServerDocumentTooLarge.self, ServerKeyCase.self, ServerValueEmpty.self, FetchedStatus.self,
        FetchedRedirectsMany.self, FetchedRedirectToHTTP.self, FetchedRedirectLoop.self, FetchedContentType.self,
        FetchedLifetime.self, FetchedAnswersDiffer.self, FetchedTimeout.self, FetchedNothing.self,
        FetchedTLSInvalid.self,
        PublishedOnDelegatedHost.self, ClientDocumentInvalid.self, ClientDocumentWithoutCORS.self,
        SupportDocumentInvalid.self, ClientAPIUnreachable.self, ClientAPIWithoutCORS.self, CallServiceInvalid.self,
        CallServiceUnreachable.self, OAuthIssuerInvalid.self, OAuthMetadataDiffers.self,
        SlidingSyncProxyObsolete.self, ClientDocumentOnDelegatedHost.self, IdentityServerUnreachable.self,
        PolicyDocumentInvalid.self, FetchedRedirectToInternal.self, ClientDocumentsDiffer.self,
    ]
}
