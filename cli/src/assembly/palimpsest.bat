@echo off
rem Runs palimpsest; needs Java 17 or newer.
setlocal
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -Xmx2g %JAVA_OPTS% -cp "%~dp0..\lib\*" org.palimpsest.cli.Palimpsest %*
exit /b %ERRORLEVEL%
