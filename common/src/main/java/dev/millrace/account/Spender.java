package dev.millrace.account;

import java.util.UUID;

/** Whose credit is spent, and by which key. */
public record Spender(AccountId account, UUID key) {}
