# A node of LUMARIS: portal, seller or both by LUMARIS_ROLES. From the folder of the repository, after ./lumaris --version:
#   docker build --file docker/lumaris.Dockerfile --tag lumaris .
# BASE is any image with Java 17 or newer as `java` on its PATH.
ARG BASE=eclipse-temurin:17-jre
FROM ${BASE}

# What a seller keeps: its identity. A volume here takes over the owner.
RUN mkdir -p /var/lib/lumaris && chown 10001:10001 /var/lib/lumaris
COPY target/lumaris.jar /opt/lumaris/lumaris.jar

USER 10001:10001
ENV HOME=/tmp
EXPOSE 8080
ENTRYPOINT ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/lumaris/lumaris.jar"]
CMD ["serve", "--port", "8080", "--address", "0.0.0.0"]
