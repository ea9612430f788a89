package dev.millrace.api.http.edge;

import dev.millrace.api.http.fault.Envelope;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the OpenAPI document says about the api as a whole. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Millrace",
            version = "1",
            description =
                "An asynchronous inference platform. Every answer carries X-Request-Id; every error"
                    + " has the schema Error."),
    security = {
      @SecurityRequirement(name = "Key"),
      @SecurityRequirement(name = "Bearer"),
      @SecurityRequirement(name = "X-API-Key")
    },
    tags = {
      @Tag(name = "Queue", description = "Submit requests and learn what became of them"),
      @Tag(
          name = "Gateway",
          description = "Models in the protocols of OpenAI, Anthropic, Gemini and Runtools"),
      @Tag(name = "Streams", description = "Follow requests without asking again and again"),
      @Tag(name = "Billing", description = "The caller's own money"),
      @Tag(name = "Keys", description = "API keys of the caller's account"),
      @Tag(name = "Admin", description = "For the operator, with the admin key")
    },
    components =
        @Components(
            schemas = @Schema(name = "Error", implementation = Envelope.class),
            securitySchemes = {
              @SecurityScheme(
                  securitySchemeName = "Key",
                  type = SecuritySchemeType.APIKEY,
                  in = SecuritySchemeIn.HEADER,
                  apiKeyName = "Authorization",
                  description = "Authorization: Key <your key>"),
              @SecurityScheme(
                  securitySchemeName = "Bearer",
                  type = SecuritySchemeType.HTTP,
                  scheme = "bearer"),
              @SecurityScheme(
                  securitySchemeName = "X-API-Key",
                  type = SecuritySchemeType.APIKEY,
                  in = SecuritySchemeIn.HEADER,
                  apiKeyName = "X-API-Key")
            }))
public class ApiDescription extends Application {}
