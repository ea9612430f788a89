package dev.millrace.ledger.audit;

import java.time.Instant;
import java.util.List;

/**
 * What an audit found.
 *
 * @param at the moment that it looked at
 * @param entries of the ledger
 * @param unproven requests that completed before their usage was kept, so that only their ledger
 *     entry speaks for their charge
 * @param differences the first of them; empty when all money is as it should be
 * @param differencesTotal how many there are at the least
 */
public record AuditReport(
    Instant at,
    long accounts,
    long requests,
    long entries,
    long unproven,
    List<Difference> differences,
    long differencesTotal) {}
