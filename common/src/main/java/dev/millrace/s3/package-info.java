/** Bytes in S3. */
package dev.millrace.s3;
