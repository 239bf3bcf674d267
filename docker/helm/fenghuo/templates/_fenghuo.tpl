{{- define "fenghuo.labels" -}}
app.kubernetes.io/name: fenghuo
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "fenghuo.image" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end }}

{{- define "fenghuo.pod" -}}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "fenghuo.environment" -}}
- name: DATABASE_URL
  valueFrom: { secretKeyRef: { name: {{ required "existingSecret is not set" .Values.existingSecret | quote }}, key: database-url } }
- name: DATABASE_MIGRATE
  value: "false"
- name: KAFKA_BROKERS
  value: {{ required "kafka.brokers is not set" .Values.kafka.brokers | quote }}
- name: REDIS_URL
  valueFrom: { secretKeyRef: { name: {{ .Values.existingSecret | quote }}, key: redis-url } }
- name: REGISTRY_FIRST_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ .Values.existingSecret | quote }}, key: first-password } }
- name: AUTH_JWKS_URL
  value: "http://{{ .Release.Name }}-registry:3000/api/registry/.well-known/jwks.json"
- name: AUTH_SESSION_URL
  value: "http://{{ .Release.Name }}-registry:3000/api/registry/session/open"
- name: HTTP_TRUSTED_PROXIES
  value: {{ .Values.trustedProxies | quote }}
- name: LOG_FORMAT
  value: json
{{- range $name, $value := .Values.environment }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
