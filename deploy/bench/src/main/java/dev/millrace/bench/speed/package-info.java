/** How fast the platform is, beside what a user would pick instead. */
package dev.millrace.bench.speed;
