package org.palimpsest.traps.timestamp;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/** Who signed a token, and who vouches for that. */
final class TokenSigner {
    private TokenSigner() {}

    /** The certificate that signed, after all checks that need no trusted one. */
    static X509Certificate verified(String name, TimeStampToken token) throws CorruptTimeStampException {
        try {
            Collection<X509CertificateHolder> holders = token.getCertificates().getMatches(null).stream()
                    .filter(token.getSID()::match)
                    .toList();
            if (holders.isEmpty()) {
                throw new CorruptTimeStampException(name, "the certificate that signed it", "none");
            }
            X509CertificateHolder holder = holders.iterator().next();
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(holder));
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (TSPException | OperatorCreationException | CertificateException e) {
            throw new CorruptTimeStampException(
                    name, "a valid signature by a certificate for time-stamping", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // the parser answers damaged DER with unchecked exceptions of many kinds
            throw new CorruptTimeStampException(
                    name, "a valid signature by a certificate for time-stamping", "bytes that are none: " + e);
        }
    }

    static ChainCheck chain(
            String name, TimeStampToken token, X509Certificate signer, Instant time, List<X509Certificate> trusted)
            throws CorruptTimeStampException {
        if (trusted.isEmpty()) {
            return ChainCheck.UNCHECKED;
        }
        if (trusted.contains(signer)) {
            return ChainCheck.TRUSTED;
        }
        try {
            List<X509Certificate> others = new ArrayList<>();
            for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
                others.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
            Set<TrustAnchor> anchors = new HashSet<>();
            trusted.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(signer);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(time));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return ChainCheck.TRUSTED;
        } catch (GeneralSecurityException | RuntimeException e) {
            // the parser answers damaged DER with unchecked exceptions of many kinds
            throw new CorruptTimeStampException(
                    name,
                    "a certificate that a trusted one vouches for",
                    signer.getSubjectX500Principal() + ": " + e.getMessage());
        }
    }

    static List<X509Certificate> certificates(String name, byte[] bytes) throws CorruptTimeStampException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .forEach(certificate -> certificates.add((X509Certificate) certificate));
        } catch (CertificateException e) {
            throw new CorruptTimeStampException(
                    name, "certificates in PEM or DER", "bytes that are none: " + e.getMessage());
        }
        if (certificates.isEmpty()) {
            throw new CorruptTimeStampException(name, "1 certificate or more", "none");
        }
        return certificates;
    }
}
